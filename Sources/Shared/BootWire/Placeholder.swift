public enum BootWirePlaceholder {}
