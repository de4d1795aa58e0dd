public enum SerialPortPlaceholder {}
