package com.bench;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The user of benches/codec. */
public class User implements Serializable {
  private static final long serialVersionUID = 1;

  long id;
  long tenantId = 10_086;
  String name = "Doug Lea";
  String nickname = "the concurrency guy";
  Sex sex;
  int birthday = -9_862;
  String email = "doug.lea.user@example.com";
  String mobile = "18612345678";
  String address = "No. 1 Zhongguancun South Street, Haidian District, Beijing";
  String icon = "https://www.example.com/static/avatar/u/000000/icon_128x128.png";
  List<Integer> permissions =
      new ArrayList<>(Arrays.asList(1, 12, 123, 1_234, 12_345, 123_456, 1_234_567, -1, 0, 19_700_101));
  List<String> tags = new ArrayList<>(Arrays.asList("admin", "beta-tester", "long-time-customer", "zh-CN"));
  int status = 1;
  boolean active = true;
  boolean verified;
  double balance = 1_234_567.89;
  double score = 0.618_033_988_749;
  int loginCount = 4_242;
  long createTime;
  long updateTime;

  public static User of(long id) {
    User user = new User();
    user.id = id;
    user.sex = Sex.values()[(int) (id % 3)];
    user.verified = (id & 1) == 0;
    user.createTime = 1_700_000_000_000L + id;
    user.updateTime = 1_700_000_500_000L + id;
    return user;
  }
}
