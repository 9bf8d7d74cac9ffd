package com.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The page of benches/codec. */
public class Page implements Serializable {
  private static final long serialVersionUID = 1;

  int pageNo = 3;
  int total = 1_000;
  List<User> result = new ArrayList<>();

  public static Page of() {
    Page page = new Page();
    for (int id = 45; id < 60; id++) {
      page.result.add(User.of(id));
    }
    return page;
  }
}
