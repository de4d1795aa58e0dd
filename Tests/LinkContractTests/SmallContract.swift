/// A contract with one of everything, small enough to break by hand.
enum SmallContract {
  static let yaml = """
    name: small
    revision: 1

    limits:
      frame_bytes: 254
      payload_bytes: 248
      samples_per_frame: 60
      answer_milliseconds: 2000
    enums:
      colour:
        doc: What it looks like.
        type: u8
        values:
          red: {value: 0, doc: "warm"}
          blue: {value: 1, doc: "cold"}
    flags:
      trouble:
        doc: What is wrong.
        type: u8
        bits:
          late: {bit: 7, doc: "too late"}
    records:
      point:
        doc: A point.
        fields:
          - {name: x, type: i16, unit: g, scale: 1/2048, doc: "forward"}
          - {name: y, type: i16, doc: "left"}
    messages:
      - name: ping
        type: 0x01
        from: host
        doc: Asks.
        fields:
          - {name: id, type: bytes9, doc: "who"}
          - {name: far, type: u16, unit: mm, doc: "how far"}
      - name: path
        type: 0x02
        from: host
        doc: Tells a path.
        fields:
          - {name: start, type: u64, doc: "when"}
          - {name: points, type: list, of: point, doc: "where"}
      - name: pong
        type: 0x81
        from: chip
        doc: Answers.
        fields:
          - {name: sent, type: u64, departure: true, doc: "when"}
          - {name: colour, type: colour, doc: "colour"}
          - {name: trouble, type: trouble, doc: "trouble"}
          - {name: count, type: u16, minimum: 1, maximum: 9, doc: "count"}
          - {name: data, type: data, doc: "rest"}
    """
}
