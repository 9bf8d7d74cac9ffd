package com.bench;

public enum Sex { UNKNOWN, MALE, FEMALE }
