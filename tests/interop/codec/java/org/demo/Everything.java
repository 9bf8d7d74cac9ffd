package org.demo;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** A class whose fields have types of their own. */
public class Everything implements Serializable {
  private static final long serialVersionUID = 1;

  int i;
  long l;
  double d;
  short s;
  boolean z;
  Integer boxedInt;
  Long boxedLong;
  String text;
  Color color;
  byte[] bytes;
  List<Object> list;
  Map<String, Object> map;
  Object any;
}
