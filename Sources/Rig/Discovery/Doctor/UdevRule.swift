/// The udev rule that gives a person their boards, and keeps other programs off them.
package enum UdevRule {
  /// Below 73, where the rights of whoever is logged in are given out.
  package static let path = "/etc/udev/rules.d/70-solerig.rules"

  /// Vendor and product of what the rule is for: micro:bits, and the usual adapters.
  static let devices = [
    ("0d28", "0204"), ("0403", "6001"), ("0403", "6010"), ("0403", "6011"), ("0403", "6014"),
    ("0403", "6015"), ("10c4", "ea60"), ("10c4", "ea70"), ("1a86", "7523"), ("1a86", "5523"),
    ("1a86", "55d4"),
  ]

  /// The rule's file.
  package static var text: String {
    var lines = [
      "# Boards for solerig: the rights of whoever is logged in, no ModemManager on the line,",
      "# and no delay in an FTDI adapter. Install it with: solerig doctor --udev-rule |",
      "#   sudo tee \(path) && sudo udevadm control --reload && sudo udevadm trigger",
      "ACTION==\"remove\", GOTO=\"solerig_end\"",
      "SUBSYSTEM==\"usb-serial\", DRIVER==\"ftdi_sio\", ATTR{latency_timer}=\"1\"",
    ]
    for (vendor, product) in devices {
      lines.append(
        "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"\(vendor)\", ATTRS{idProduct}==\"\(product)\", "
          + "GOTO=\"solerig_board\"")
      lines.append(
        "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTR{idVendor}==\"\(vendor)\", "
          + "ATTR{idProduct}==\"\(product)\", GOTO=\"solerig_board\"")
    }
    lines += [
      "GOTO=\"solerig_end\"",
      "LABEL=\"solerig_board\"",
      "TAG+=\"uaccess\", ENV{ID_MM_DEVICE_IGNORE}=\"1\", ENV{ID_MM_PORT_IGNORE}=\"1\"",
      "SUBSYSTEM==\"tty\", ENV{ID_SERIAL_SHORT}==\"?*\", "
        + "SYMLINK+=\"solerig/$env{ID_SERIAL_SHORT}-if$env{ID_USB_INTERFACE_NUM}\"",
      "LABEL=\"solerig_end\"",
    ]
    return lines.joined(separator: "\n") + "\n"
  }
}
