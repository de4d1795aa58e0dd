public enum VirtualBoardPlaceholder {}
