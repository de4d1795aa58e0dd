public enum RigModelPlaceholder {}
