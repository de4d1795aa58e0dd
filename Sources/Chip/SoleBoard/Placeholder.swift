public enum SoleBoardPlaceholder {}
