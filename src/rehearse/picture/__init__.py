"""What may honestly be said of a video: whether a face is in the frame, where, in what light, and how it
turns.

Never eye contact, confidence, emotion, smile or posture.
"""
