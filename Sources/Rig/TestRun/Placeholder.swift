public enum TestRunPlaceholder {}
