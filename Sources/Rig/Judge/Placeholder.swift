public enum JudgePlaceholder {}
