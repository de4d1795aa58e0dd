public enum StimulusPlaceholder {}
