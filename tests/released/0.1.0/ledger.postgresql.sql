CREATE FUNCTION public.entry_is_kept() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'entries are never changed'; END $$;





CREATE TABLE public.alembic_version (
    version_num character varying(32) NOT NULL
);



CREATE TABLE public.approval (
    entry bigint NOT NULL,
    kind text NOT NULL,
    author text NOT NULL,
    first bigint NOT NULL,
    last bigint NOT NULL
);



CREATE TABLE public.baseline (
    key text NOT NULL,
    publication text NOT NULL,
    year bigint NOT NULL,
    copies bigint NOT NULL,
    frozen text NOT NULL,
    approver text NOT NULL,
    source text NOT NULL,
    method text NOT NULL,
    runs bigint NOT NULL,
    amount bigint,
    setup bigint,
    entry bigint NOT NULL
);



CREATE TABLE public.closing (
    period character varying(7) NOT NULL,
    entry bigint NOT NULL,
    report text NOT NULL
);



CREATE TABLE public.edition (
    key text NOT NULL,
    publication text NOT NULL,
    book text NOT NULL,
    day text NOT NULL,
    year bigint NOT NULL,
    source text NOT NULL,
    pages bigint NOT NULL,
    staff_minutes bigint,
    review_minutes bigint NOT NULL,
    other_won bigint NOT NULL,
    entry bigint NOT NULL
);



CREATE TABLE public.entry (
    number bigint NOT NULL,
    at text NOT NULL,
    author text NOT NULL,
    kind text NOT NULL,
    key text NOT NULL,
    day text,
    payload text NOT NULL,
    corrects bigint,
    previous character varying(64) NOT NULL,
    hash character varying(64) NOT NULL
);



CREATE TABLE public.head (
    id integer NOT NULL,
    count bigint NOT NULL,
    hash character varying(64) NOT NULL
);



CREATE TABLE public.month_total (
    month character varying(7) NOT NULL,
    organisation text NOT NULL,
    runs bigint NOT NULL,
    measured_runs bigint NOT NULL,
    unpriced_runs bigint NOT NULL,
    averaged_runs bigint NOT NULL,
    planned bigint NOT NULL,
    printed bigint NOT NULL,
    baseline bigint NOT NULL,
    avoided bigint NOT NULL,
    unproven bigint NOT NULL,
    base_setup bigint NOT NULL,
    base_variable bigint NOT NULL,
    measured_printed bigint NOT NULL,
    measured_setup bigint NOT NULL,
    measured_variable bigint NOT NULL,
    crossed bigint NOT NULL,
    setup bigint NOT NULL,
    variable bigint NOT NULL,
    quoted bigint NOT NULL,
    quoted_setup bigint NOT NULL,
    composition bigint NOT NULL,
    vat bigint NOT NULL,
    saved bigint NOT NULL,
    saved_vat bigint NOT NULL,
    saved_sure bigint NOT NULL,
    saved_quoted bigint NOT NULL,
    saved_table bigint NOT NULL,
    downloads bigint NOT NULL,
    reads bigint NOT NULL,
    potential bigint NOT NULL,
    potential_won bigint NOT NULL,
    potential_low bigint NOT NULL,
    potential_high bigint NOT NULL,
    potential_quoted bigint NOT NULL,
    editions bigint NOT NULL,
    uncosted_editions bigint NOT NULL,
    ebook bigint NOT NULL,
    ebook_assumed bigint NOT NULL,
    grams bigint NOT NULL,
    grams_avoided bigint NOT NULL
);



CREATE TABLE public.organisation (
    key text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    parent text NOT NULL,
    level text NOT NULL,
    entry bigint NOT NULL
);



CREATE TABLE public.pending (
    number bigint NOT NULL,
    month character varying(7) NOT NULL,
    author text NOT NULL,
    reviewed_by text NOT NULL
);



CREATE TABLE public.price (
    key text NOT NULL,
    "table" text NOT NULL,
    item text NOT NULL,
    valid_from text NOT NULL,
    mils bigint NOT NULL,
    valid_to text,
    source text NOT NULL,
    low bigint,
    high bigint,
    entry bigint NOT NULL
);



CREATE TABLE public.print_order (
    key text NOT NULL,
    number text NOT NULL,
    publication text NOT NULL,
    year bigint NOT NULL,
    day text NOT NULL,
    planned bigint NOT NULL,
    printed bigint NOT NULL,
    amount bigint,
    vat bigint,
    setup bigint,
    composition bigint NOT NULL,
    organisation text NOT NULL,
    vendor text NOT NULL,
    budget text NOT NULL,
    document_title text,
    document_date text,
    document_sha256 text,
    entry bigint NOT NULL
);



CREATE TABLE public.publication (
    key text NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    organisation text NOT NULL,
    pages bigint,
    "trim" text,
    grams bigint,
    colours bigint,
    binding text,
    cover_grams bigint,
    cover_colours bigint,
    coated bigint,
    entry bigint NOT NULL
);



CREATE TABLE public.reads (
    key text NOT NULL,
    publication text NOT NULL,
    month character varying(7) NOT NULL,
    year bigint NOT NULL,
    downloads bigint NOT NULL,
    reads bigint NOT NULL,
    entry bigint NOT NULL
);



CREATE TABLE public.rights (
    person text NOT NULL,
    held text NOT NULL,
    entry bigint NOT NULL
);



CREATE TABLE public.target (
    key text NOT NULL,
    year bigint NOT NULL,
    fewer_permille bigint NOT NULL,
    source text NOT NULL,
    budget bigint,
    entry bigint NOT NULL
);



CREATE TABLE public.title_month (
    year bigint NOT NULL,
    publication text NOT NULL,
    month character varying(7) NOT NULL,
    organisation text NOT NULL,
    runs bigint NOT NULL,
    measured_runs bigint NOT NULL,
    unpriced_runs bigint NOT NULL,
    averaged_runs bigint NOT NULL,
    planned bigint NOT NULL,
    printed bigint NOT NULL,
    baseline bigint NOT NULL,
    avoided bigint NOT NULL,
    unproven bigint NOT NULL,
    base_setup bigint NOT NULL,
    base_variable bigint NOT NULL,
    measured_printed bigint NOT NULL,
    measured_setup bigint NOT NULL,
    measured_variable bigint NOT NULL,
    crossed bigint NOT NULL,
    setup bigint NOT NULL,
    variable bigint NOT NULL,
    quoted bigint NOT NULL,
    quoted_setup bigint NOT NULL,
    composition bigint NOT NULL,
    vat bigint NOT NULL,
    saved bigint NOT NULL,
    saved_vat bigint NOT NULL,
    saved_sure bigint NOT NULL,
    saved_quoted bigint NOT NULL,
    saved_table bigint NOT NULL,
    downloads bigint NOT NULL,
    reads bigint NOT NULL,
    potential bigint NOT NULL,
    potential_won bigint NOT NULL,
    potential_low bigint NOT NULL,
    potential_high bigint NOT NULL,
    potential_quoted bigint NOT NULL,
    editions bigint NOT NULL,
    uncosted_editions bigint NOT NULL,
    ebook bigint NOT NULL,
    ebook_assumed bigint NOT NULL,
    grams bigint NOT NULL,
    grams_avoided bigint NOT NULL
);



INSERT INTO public.alembic_version VALUES ('0001');



INSERT INTO public.approval VALUES (27, 'review', '팀장', 1, 26);
INSERT INTO public.approval VALUES (28, 'approval', '국장', 1, 27);
INSERT INTO public.approval VALUES (32, 'review', '팀장', 31, 31);



INSERT INTO public.baseline VALUES ('P-1/2026', 'P-1', 2026, 1000, '2026-01-02', '이', '2025년 발주', 'stated', 1, 2000000, NULL, 7);
INSERT INTO public.baseline VALUES ('P-3/2026', 'P-3', 2026, 400, '2026-01-02', '이', '2025년 발주', 'stated', 1, NULL, NULL, 8);



INSERT INTO public.closing VALUES ('2026-03', 29, '{
 "anchor": {
  "count": 28,
  "hash": "9ba3b339b40157d97f96dfe211ce2c84a6750fa128db7b5b04c4515ef2a737a3"
 },
 "assumptions": [
  {
   "entry": 17,
   "high": null,
   "item": "setup_permille",
   "low": null,
   "mils": 250000,
   "source": "계약서 제7호",
   "table": "새빛시 단가표",
   "valid_from": "2026-01-01"
  },
  {
   "entry": 0,
   "high": 1250000,
   "item": "price_level_permille",
   "low": 800000,
   "mils": 1000000,
   "source": "assumption of this program, for want of a row in the city''s table",
   "table": "assumed",
   "valid_from": "1900-01-01"
  },
  {
   "entry": 18,
   "high": null,
   "item": "ebook_minutes",
   "low": null,
   "mils": 90000,
   "source": "계약서 제7호",
   "table": "새빛시 단가표",
   "valid_from": "2026-01-01"
  },
  {
   "entry": 16,
   "high": null,
   "item": "substitution_permille",
   "low": null,
   "mils": 300000,
   "source": "계약서 제7호",
   "table": "새빛시 단가표",
   "valid_from": "2026-01-01"
  }
 ],
 "closed": "2026-03",
 "first": "2026-03",
 "last": "2026-03",
 "late_runs": 1,
 "months": [
  {
   "month": "2026-03",
   "totals": {
    "averaged_runs": 0,
    "avoided": 400,
    "base_setup": 500000,
    "base_variable": 1500000,
    "baseline": 1000,
    "composition": 0,
    "crossed": 900000,
    "downloads": 120,
    "ebook": 0,
    "ebook_assumed": 0,
    "editions": 0,
    "grams": 210312,
    "grams_avoided": 140207,
    "measured_printed": 600,
    "measured_runs": 1,
    "measured_setup": 300000,
    "measured_variable": 900000,
    "planned": 1000,
    "potential": 0,
    "potential_high": 0,
    "potential_low": 0,
    "potential_quoted": 0,
    "potential_won": 0,
    "printed": 600,
    "quoted": 1200000,
    "quoted_setup": 300000,
    "reads": 80,
    "runs": 1,
    "saved": 600000,
    "saved_quoted": 800000,
    "saved_sure": 0,
    "saved_table": 0,
    "saved_vat": 60000,
    "setup": 300000,
    "uncosted_editions": 0,
    "unpriced_runs": 0,
    "unproven": 0,
    "variable": 900000,
    "vat": 120000
   }
  }
 ],
 "organisation": "",
 "organisations": [
  {
   "code": "A",
   "name": "문화과",
   "parent": "C",
   "totals": {
    "averaged_runs": 0,
    "avoided": 400,
    "base_setup": 500000,
    "base_variable": 1500000,
    "baseline": 1000,
    "composition": 0,
    "crossed": 900000,
    "downloads": 120,
    "ebook": 0,
    "ebook_assumed": 0,
    "editions": 0,
    "grams": 210312,
    "grams_avoided": 140207,
    "measured_printed": 600,
    "measured_runs": 1,
    "measured_setup": 300000,
    "measured_variable": 900000,
    "planned": 1000,
    "potential": 0,
    "potential_high": 0,
    "potential_low": 0,
    "potential_quoted": 0,
    "potential_won": 0,
    "printed": 600,
    "quoted": 1200000,
    "quoted_setup": 300000,
    "reads": 80,
    "runs": 1,
    "saved": 600000,
    "saved_quoted": 800000,
    "saved_sure": 0,
    "saved_table": 0,
    "saved_vat": 60000,
    "setup": 300000,
    "uncosted_editions": 0,
    "unpriced_runs": 0,
    "unproven": 0,
    "variable": 900000,
    "vat": 120000
   }
  }
 ],
 "potential": {
  "high": 0,
  "likely": 0,
  "low": 0
 },
 "realised": {
  "high": 660000,
  "likely": 660000,
  "low": 660000
 },
 "titles": [
  {
   "number": "P-1",
   "organisation": "A",
   "title": "시정 백서",
   "totals": {
    "averaged_runs": 0,
    "avoided": 400,
    "base_setup": 500000,
    "base_variable": 1500000,
    "baseline": 1000,
    "composition": 0,
    "crossed": 900000,
    "downloads": 120,
    "ebook": 0,
    "ebook_assumed": 0,
    "editions": 0,
    "grams": 210312,
    "grams_avoided": 140207,
    "measured_printed": 600,
    "measured_runs": 1,
    "measured_setup": 300000,
    "measured_variable": 900000,
    "planned": 1000,
    "potential": 0,
    "potential_high": 0,
    "potential_low": 0,
    "potential_quoted": 0,
    "potential_won": 0,
    "printed": 600,
    "quoted": 1200000,
    "quoted_setup": 300000,
    "reads": 80,
    "runs": 1,
    "saved": 600000,
    "saved_quoted": 800000,
    "saved_sure": 0,
    "saved_table": 0,
    "saved_vat": 60000,
    "setup": 300000,
    "uncosted_editions": 0,
    "unpriced_runs": 0,
    "unproven": 0,
    "variable": 900000,
    "vat": 120000
   }
  }
 ],
 "totals": {
  "averaged_runs": 0,
  "avoided": 400,
  "base_setup": 500000,
  "base_variable": 1500000,
  "baseline": 1000,
  "composition": 0,
  "crossed": 900000,
  "downloads": 120,
  "ebook": 0,
  "ebook_assumed": 0,
  "editions": 0,
  "grams": 210312,
  "grams_avoided": 140207,
  "measured_printed": 600,
  "measured_runs": 1,
  "measured_setup": 300000,
  "measured_variable": 900000,
  "planned": 1000,
  "potential": 0,
  "potential_high": 0,
  "potential_low": 0,
  "potential_quoted": 0,
  "potential_won": 0,
  "printed": 600,
  "quoted": 1200000,
  "quoted_setup": 300000,
  "reads": 80,
  "runs": 1,
  "saved": 600000,
  "saved_quoted": 800000,
  "saved_sure": 0,
  "saved_table": 0,
  "saved_vat": 60000,
  "setup": 300000,
  "uncosted_editions": 0,
  "unpriced_runs": 0,
  "unproven": 0,
  "variable": 900000,
  "vat": 120000
 },
 "version": 1,
 "waterfall": {
  "actual": 1200000,
  "baseline": 2000000,
  "ebook": 0,
  "mix": 0,
  "price": 0,
  "setup": -200000,
  "volume": -600000
 }
}
');



INSERT INTO public.edition VALUES ('P-1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'P-1', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-02-01', 2026, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 120, 90, 30, 0, 12);
INSERT INTO public.edition VALUES ('P-3/cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'P-3', 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', '2026-06-01', 2026, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 40, NULL, 0, 0, 13);



INSERT INTO public.entry VALUES (1, '2026-11-28T23:59:54Z', '김', 'organisation', 'C', NULL, '{"code":"C","level":"city","name":"새빛시","parent":""}', NULL, '0000000000000000000000000000000000000000000000000000000000000000', '93643a5f1817b5b3287ffca4d571f219255234971fbd72c08912504025005c7d');
INSERT INTO public.entry VALUES (2, '2026-11-28T23:59:54Z', '김', 'organisation', 'A', NULL, '{"code":"A","level":"department","name":"문화과","parent":"C"}', NULL, '93643a5f1817b5b3287ffca4d571f219255234971fbd72c08912504025005c7d', '1456d427fed3b573b4a9e79c2d3c9a13b9678e5eabcbab5e7cd8cec6994e3841');
INSERT INTO public.entry VALUES (3, '2026-11-28T23:59:54Z', '김', 'organisation', 'B', NULL, '{"code":"B","level":"department","name":"복지과","parent":"C"}', NULL, '1456d427fed3b573b4a9e79c2d3c9a13b9678e5eabcbab5e7cd8cec6994e3841', 'a2bec5f7dbb802f3fd4718082cdb24584fa48aa41da4b02bb91cbeff38c3afb2');
INSERT INTO public.entry VALUES (4, '2026-11-28T23:59:54Z', '김', 'publication', 'P-1', NULL, '{"binding":"perfect","coated":1,"colours":1,"cover_colours":4,"cover_grams":250,"grams":80,"number":"P-1","organisation":"A","pages":120,"title":"시정 백서","trim":"A4"}', NULL, 'a2bec5f7dbb802f3fd4718082cdb24584fa48aa41da4b02bb91cbeff38c3afb2', '8ba3e79cfa3b06d9acfe83d7e57887002940d6a24d2ee836df083e4cd4ee3845');
INSERT INTO public.entry VALUES (5, '2026-11-28T23:59:54Z', '김', 'publication', 'P-2', NULL, '{"binding":null,"coated":null,"colours":null,"cover_colours":null,"cover_grams":null,"grams":null,"number":"P-2","organisation":"B","pages":null,"title":"복지 안내","trim":null}', NULL, '8ba3e79cfa3b06d9acfe83d7e57887002940d6a24d2ee836df083e4cd4ee3845', '4985a35568376be31b218c0f78159f876dcfe09046555c7ee2599179ceff195d');
INSERT INTO public.entry VALUES (6, '2026-11-28T23:59:54Z', '김', 'publication', 'P-3', NULL, '{"binding":"perfect","coated":1,"colours":1,"cover_colours":4,"cover_grams":250,"grams":80,"number":"P-3","organisation":"A","pages":120,"title":"도서관 소식","trim":"A4"}', NULL, '4985a35568376be31b218c0f78159f876dcfe09046555c7ee2599179ceff195d', '55ee75da451864abb8ea2e5d9f558e75b62132c0e481e8f3f897e9cc8e90db85');
INSERT INTO public.entry VALUES (7, '2026-11-28T23:59:54Z', '김', 'baseline', 'P-1/2026', '2026-01-01', '{"amount":2000000,"approver":"이","copies":1000,"frozen":"2026-01-02","method":"stated","publication":"P-1","runs":1,"setup":null,"source":"2025년 발주","year":2026}', NULL, '55ee75da451864abb8ea2e5d9f558e75b62132c0e481e8f3f897e9cc8e90db85', '23ed0a7c26873e122c8aef7425ec6f8f80d52e4634e6cc2d7f541815871c1d05');
INSERT INTO public.entry VALUES (8, '2026-11-28T23:59:54Z', '김', 'baseline', 'P-3/2026', '2026-01-01', '{"amount":null,"approver":"이","copies":400,"frozen":"2026-01-02","method":"stated","publication":"P-3","runs":1,"setup":null,"source":"2025년 발주","year":2026}', NULL, '23ed0a7c26873e122c8aef7425ec6f8f80d52e4634e6cc2d7f541815871c1d05', '21f6267eee04519e882198f1f1919132212ee352b0988cdf84760495ef60a6b9');
INSERT INTO public.entry VALUES (9, '2026-11-28T23:59:54Z', '김', 'order', 'N-1', '2026-03-04', '{"amount":1200000,"budget":"","composition":0,"day":"2026-03-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-1","organisation":"","planned":1000,"printed":600,"publication":"P-1","setup":null,"vat":120000,"vendor":""}', NULL, '21f6267eee04519e882198f1f1919132212ee352b0988cdf84760495ef60a6b9', 'e6f6f4bd159384f33b0d14f6fad6e54cf76dcd1ed86c16e3c6ca10217307936e');
INSERT INTO public.entry VALUES (10, '2026-11-28T23:59:54Z', '김', 'order', 'N-2', '2026-05-04', '{"amount":900000,"budget":"","composition":0,"day":"2026-05-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-2","organisation":"","planned":500,"printed":500,"publication":"P-2","setup":null,"vat":90000,"vendor":""}', NULL, 'e6f6f4bd159384f33b0d14f6fad6e54cf76dcd1ed86c16e3c6ca10217307936e', 'f1ed937274c4819722cd761aaa09e2a179bbdc77e5989f44c6e3284fb7ee6784');
INSERT INTO public.entry VALUES (11, '2026-11-28T23:59:54Z', '김', 'order', 'N-3', '2026-07-01', '{"amount":null,"budget":"201-01","composition":0,"day":"2026-07-01","document_date":"2026-06-30","document_sha256":"0000000000000000000000000000000000000000000000000000000000000000","document_title":"견적서","number":"N-3","organisation":"B","planned":400,"printed":0,"publication":"P-3","setup":null,"vat":null,"vendor":"한빛인쇄"}', NULL, 'f1ed937274c4819722cd761aaa09e2a179bbdc77e5989f44c6e3284fb7ee6784', 'd002d2d747c33a7d8b2622846b2cc5f83c705bf0ed10e5b488ba722762c4d1b2');
INSERT INTO public.entry VALUES (12, '2026-11-28T23:59:54Z', '김', 'edition', 'P-1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '2026-02-01', '{"book":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","day":"2026-02-01","other_won":0,"pages":120,"publication":"P-1","review_minutes":30,"source":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","staff_minutes":90}', NULL, 'd002d2d747c33a7d8b2622846b2cc5f83c705bf0ed10e5b488ba722762c4d1b2', '9c58f91cf96af750c57296728f55d1ac0f395c44d0ef29cc6da1c251d8d7cafe');
INSERT INTO public.entry VALUES (13, '2026-11-28T23:59:54Z', '김', 'edition', 'P-3/cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', '2026-06-01', '{"book":"cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc","day":"2026-06-01","other_won":0,"pages":40,"publication":"P-3","review_minutes":0,"source":"dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd","staff_minutes":null}', NULL, '9c58f91cf96af750c57296728f55d1ac0f395c44d0ef29cc6da1c251d8d7cafe', 'babbebb342b50907853ef344bbb52bccd6f2732e11e9583f89cff5977d579c36');
INSERT INTO public.entry VALUES (14, '2026-11-28T23:59:54Z', '김', 'reads', 'P-1/2026-03', '2026-03-01', '{"downloads":120,"month":"2026-03","publication":"P-1","reads":80}', NULL, 'babbebb342b50907853ef344bbb52bccd6f2732e11e9583f89cff5977d579c36', 'de6390c6385eac32679a4536b7423389f6975d0130354e6698e938fff441c86d');
INSERT INTO public.entry VALUES (15, '2026-11-28T23:59:54Z', '김', 'reads', 'P-2/2026-06', '2026-06-01', '{"downloads":50,"month":"2026-06","publication":"P-2","reads":0}', NULL, 'de6390c6385eac32679a4536b7423389f6975d0130354e6698e938fff441c86d', 'd9a36f632de96d8866dcef042338dd9cb1f3eb7658a5636b304ebf6df7ba0c30');
INSERT INTO public.entry VALUES (16, '2026-11-28T23:59:54Z', '김', 'price', '새빛시 단가표/substitution_permille/2026-01-01', NULL, '{"high":null,"item":"substitution_permille","low":null,"mils":300000,"source":"계약서 제7호","table":"새빛시 단가표","valid_from":"2026-01-01","valid_to":null}', NULL, 'd9a36f632de96d8866dcef042338dd9cb1f3eb7658a5636b304ebf6df7ba0c30', '2bd2bdfd33385ef95fc3793a232e2bba5b2e0287e16789f41ef6f19f6328989a');
INSERT INTO public.entry VALUES (17, '2026-11-28T23:59:54Z', '김', 'price', '새빛시 단가표/setup_permille/2026-01-01', NULL, '{"high":null,"item":"setup_permille","low":null,"mils":250000,"source":"계약서 제7호","table":"새빛시 단가표","valid_from":"2026-01-01","valid_to":null}', NULL, '2bd2bdfd33385ef95fc3793a232e2bba5b2e0287e16789f41ef6f19f6328989a', '2109b196491aad9e63941de88e9e740c2aa45fcb6818be6f7a18d9911306f5bd');
INSERT INTO public.entry VALUES (18, '2026-11-28T23:59:54Z', '김', 'price', '새빛시 단가표/ebook_minutes/2026-01-01', NULL, '{"high":null,"item":"ebook_minutes","low":null,"mils":90000,"source":"계약서 제7호","table":"새빛시 단가표","valid_from":"2026-01-01","valid_to":null}', NULL, '2109b196491aad9e63941de88e9e740c2aa45fcb6818be6f7a18d9911306f5bd', 'efa39ba7e9fb91aa05e9d82216e117a32e60b7f2d7b1f6e15c9904513ae0a230');
INSERT INTO public.entry VALUES (19, '2026-11-28T23:59:54Z', '김', 'price', '새빛시 단가표/staff_hour/2026-01-01', NULL, '{"high":null,"item":"staff_hour","low":null,"mils":30000000,"source":"계약서 제7호","table":"새빛시 단가표","valid_from":"2026-01-01","valid_to":null}', NULL, 'efa39ba7e9fb91aa05e9d82216e117a32e60b7f2d7b1f6e15c9904513ae0a230', '18b8c30d9f99f1aebf7e70359c8a20e34ee944d9ff980f9ba12aea894e3e488c');
INSERT INTO public.entry VALUES (20, '2026-11-28T23:59:54Z', '김', 'target', '2026', NULL, '{"budget":5000000,"fewer_permille":200,"source":"계획 제1호","year":2026}', NULL, '18b8c30d9f99f1aebf7e70359c8a20e34ee944d9ff980f9ba12aea894e3e488c', '54d6cf2e796da156ef665c75e4a5a079151037c07f8e25771d4b54230f8b449b');
INSERT INTO public.entry VALUES (21, '2026-11-28T23:59:54Z', '김', 'order', 'N-2', '2026-05-04', '{"amount":810000,"budget":"","composition":0,"day":"2026-05-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-2","organisation":"","planned":500,"printed":450,"publication":"P-2","setup":null,"vat":81000,"vendor":""}', 10, '54d6cf2e796da156ef665c75e4a5a079151037c07f8e25771d4b54230f8b449b', '4863e5591b14e9ce0097dcdb2fad253e8e775182e68bff0d6c7fe7ce30d664e0');
INSERT INTO public.entry VALUES (22, '2026-11-28T23:59:54Z', '김', 'order', 'N-7', '2026-03-04', '{"amount":1200000,"budget":"","composition":0,"day":"2026-03-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-7","organisation":"","planned":1000,"printed":600,"publication":"P-1","setup":null,"vat":120000,"vendor":""}', NULL, '4863e5591b14e9ce0097dcdb2fad253e8e775182e68bff0d6c7fe7ce30d664e0', 'ce6133f95aeeb59eba52a873e499fafd52154067c246e33804760c2f7349514e');
INSERT INTO public.entry VALUES (23, '2026-11-28T23:59:54Z', '김', 'order', 'N-7', NULL, 'null', 22, 'ce6133f95aeeb59eba52a873e499fafd52154067c246e33804760c2f7349514e', 'b8e9ee69bd1f15b90703557a33dcedc652ac82e95ed20f08ab23190ee4d10d6e');
INSERT INTO public.entry VALUES (24, '2026-11-28T23:59:54Z', '국장', 'right', '국장', NULL, '{"held":"approve"}', NULL, 'b8e9ee69bd1f15b90703557a33dcedc652ac82e95ed20f08ab23190ee4d10d6e', '0574dd6f82071b1bb3b346d2ecf3c0fedac7835762e1a51621fc6b7ec724d575');
INSERT INTO public.entry VALUES (25, '2026-11-28T23:59:54Z', '국장', 'right', '팀장', NULL, '{"held":"review"}', NULL, '0574dd6f82071b1bb3b346d2ecf3c0fedac7835762e1a51621fc6b7ec724d575', '0fd1414859d68c7795ce150ec3ff51bde7356baf26d26e7d743400c67c7145d2');
INSERT INTO public.entry VALUES (26, '2026-11-28T23:59:54Z', '국장', 'right', '김', NULL, '{"held":"enter"}', NULL, '0fd1414859d68c7795ce150ec3ff51bde7356baf26d26e7d743400c67c7145d2', '4a260a1605d0d3dae551562fb31568028cd71f52d4eb273124d096579b7382b6');
INSERT INTO public.entry VALUES (27, '2026-11-28T23:59:54Z', '팀장', 'review', '1-26', NULL, '{"first":1,"last":26}', NULL, '4a260a1605d0d3dae551562fb31568028cd71f52d4eb273124d096579b7382b6', '5874e490b7bfb3fb63ac45c9d1fbc49457e9e35ebbc900955b9b908161435640');
INSERT INTO public.entry VALUES (28, '2026-11-28T23:59:54Z', '국장', 'approval', '1-27', NULL, '{"first":1,"last":27}', NULL, '5874e490b7bfb3fb63ac45c9d1fbc49457e9e35ebbc900955b9b908161435640', '9ba3b339b40157d97f96dfe211ce2c84a6750fa128db7b5b04c4515ef2a737a3');
INSERT INTO public.entry VALUES (29, '2026-11-28T23:59:54Z', '국장', 'closing', '2026-03', NULL, '{"report":"e4d5043d848e07b8df8ff460bbba9806215c5b3820f5f7d09ab95994ce2c7cea"}', NULL, '9ba3b339b40157d97f96dfe211ce2c84a6750fa128db7b5b04c4515ef2a737a3', '6fdd7bfc515b396bc4fc789b6d8b3d81a9d85abfe579e8f2fa5fff97093d919b');
INSERT INTO public.entry VALUES (30, '2026-11-28T23:59:54Z', '김', 'order', 'N-8', '2026-09-04', '{"amount":1200000,"budget":"","composition":0,"day":"2026-09-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-8","organisation":"","planned":1000,"printed":600,"publication":"P-1","setup":null,"vat":120000,"vendor":""}', NULL, '6fdd7bfc515b396bc4fc789b6d8b3d81a9d85abfe579e8f2fa5fff97093d919b', '72fa430b82a772da8c1990e5564d8a548de4de8978b0476deda966dba1cffff7');
INSERT INTO public.entry VALUES (31, '2026-11-28T23:59:54Z', '김', 'order', 'N-9', '2026-10-04', '{"amount":1200000,"budget":"","composition":0,"day":"2026-10-04","document_date":null,"document_sha256":null,"document_title":null,"number":"N-9","organisation":"","planned":1000,"printed":600,"publication":"P-3","setup":null,"vat":120000,"vendor":""}', NULL, '72fa430b82a772da8c1990e5564d8a548de4de8978b0476deda966dba1cffff7', '5cecd2c243178aa0456fa6537034bfb3b6f0ad27f60bbeaa3845bd0e6a0ffefd');
INSERT INTO public.entry VALUES (32, '2026-11-28T23:59:54Z', '팀장', 'review', '31-31', NULL, '{"first":31,"last":31}', NULL, '5cecd2c243178aa0456fa6537034bfb3b6f0ad27f60bbeaa3845bd0e6a0ffefd', '913f1f7e5ac9508029a72b5a0adf1890f24be1a2d7c8aa88be35532aa41827d0');



INSERT INTO public.head VALUES (1, 32, '913f1f7e5ac9508029a72b5a0adf1890f24be1a2d7c8aa88be35532aa41827d0');



INSERT INTO public.month_total VALUES ('2026-02', 'A', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 60000, 0, 0, 0);
INSERT INTO public.month_total VALUES ('2026-06', 'B', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 15, 22275, 22275, 22275, 22275, 0, 0, 0, 0, 0, 0);
INSERT INTO public.month_total VALUES ('2026-06', 'A', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 45000, 45000, 0, 0);
INSERT INTO public.month_total VALUES ('2026-07', 'B', 1, 1, 0, 0, 400, 0, 400, 400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 140208);
INSERT INTO public.month_total VALUES ('2026-05', 'B', 1, 0, 0, 0, 500, 450, 0, 0, 50, 0, 0, 0, 0, 0, 0, 202500, 607500, 810000, 202500, 0, 81000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO public.month_total VALUES ('2026-03', 'A', 1, 1, 0, 0, 1000, 600, 1000, 400, 0, 500000, 1500000, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, 600000, 60000, 0, 800000, 0, 120, 80, 36, 59400, 59400, 59400, 59400, 0, 0, 0, 0, 210312, 140207);
INSERT INTO public.month_total VALUES ('2026-09', 'A', 1, 1, 0, 0, 1000, 600, 0, -600, 0, 0, 0, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, -1200000, -120000, -1200000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 210312, -210312);
INSERT INTO public.month_total VALUES ('2026-10', 'A', 1, 1, 0, 0, 1000, 600, 0, -600, 0, 0, 0, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, -1200000, -120000, -1200000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 210312, -210312);



INSERT INTO public.organisation VALUES ('C', 'C', '새빛시', '', 'city', 1);
INSERT INTO public.organisation VALUES ('A', 'A', '문화과', 'C', 'department', 2);
INSERT INTO public.organisation VALUES ('B', 'B', '복지과', 'C', 'department', 3);



INSERT INTO public.pending VALUES (30, '2026-09', '김', '');
INSERT INTO public.pending VALUES (31, '2026-10', '김', '팀장');



INSERT INTO public.price VALUES ('새빛시 단가표/substitution_permille/2026-01-01', '새빛시 단가표', 'substitution_permille', '2026-01-01', 300000, NULL, '계약서 제7호', NULL, NULL, 16);
INSERT INTO public.price VALUES ('새빛시 단가표/setup_permille/2026-01-01', '새빛시 단가표', 'setup_permille', '2026-01-01', 250000, NULL, '계약서 제7호', NULL, NULL, 17);
INSERT INTO public.price VALUES ('새빛시 단가표/ebook_minutes/2026-01-01', '새빛시 단가표', 'ebook_minutes', '2026-01-01', 90000, NULL, '계약서 제7호', NULL, NULL, 18);
INSERT INTO public.price VALUES ('새빛시 단가표/staff_hour/2026-01-01', '새빛시 단가표', 'staff_hour', '2026-01-01', 30000000, NULL, '계약서 제7호', NULL, NULL, 19);



INSERT INTO public.print_order VALUES ('N-1', 'N-1', 'P-1', 2026, '2026-03-04', 1000, 600, 1200000, 120000, NULL, 0, '', '', '', NULL, NULL, NULL, 9);
INSERT INTO public.print_order VALUES ('N-3', 'N-3', 'P-3', 2026, '2026-07-01', 400, 0, NULL, NULL, NULL, 0, 'B', '한빛인쇄', '201-01', '견적서', '2026-06-30', '0000000000000000000000000000000000000000000000000000000000000000', 11);
INSERT INTO public.print_order VALUES ('N-2', 'N-2', 'P-2', 2026, '2026-05-04', 500, 450, 810000, 81000, NULL, 0, '', '', '', NULL, NULL, NULL, 21);
INSERT INTO public.print_order VALUES ('N-8', 'N-8', 'P-1', 2026, '2026-09-04', 1000, 600, 1200000, 120000, NULL, 0, '', '', '', NULL, NULL, NULL, 30);
INSERT INTO public.print_order VALUES ('N-9', 'N-9', 'P-3', 2026, '2026-10-04', 1000, 600, 1200000, 120000, NULL, 0, '', '', '', NULL, NULL, NULL, 31);



INSERT INTO public.publication VALUES ('P-1', 'P-1', '시정 백서', 'A', 120, 'A4', 80, 1, 'perfect', 250, 4, 1, 4);
INSERT INTO public.publication VALUES ('P-2', 'P-2', '복지 안내', 'B', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 5);
INSERT INTO public.publication VALUES ('P-3', 'P-3', '도서관 소식', 'A', 120, 'A4', 80, 1, 'perfect', 250, 4, 1, 6);



INSERT INTO public.reads VALUES ('P-1/2026-03', 'P-1', '2026-03', 2026, 120, 80, 14);
INSERT INTO public.reads VALUES ('P-2/2026-06', 'P-2', '2026-06', 2026, 50, 0, 15);



INSERT INTO public.rights VALUES ('국장', 'approve', 24);
INSERT INTO public.rights VALUES ('팀장', 'review', 25);
INSERT INTO public.rights VALUES ('김', 'enter', 26);



INSERT INTO public.target VALUES ('2026', 2026, 200, '계획 제1호', 5000000, 20);



INSERT INTO public.title_month VALUES (2026, 'P-2', '2026-05', 'B', 1, 0, 0, 0, 500, 450, 0, 0, 50, 0, 0, 0, 0, 0, 0, 202500, 607500, 810000, 202500, 0, 81000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
INSERT INTO public.title_month VALUES (2026, 'P-2', '2026-06', 'B', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50, 0, 15, 22275, 22275, 22275, 22275, 0, 0, 0, 0, 0, 0);
INSERT INTO public.title_month VALUES (2026, 'P-1', '2026-02', 'A', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 60000, 0, 0, 0);
INSERT INTO public.title_month VALUES (2026, 'P-1', '2026-03', 'A', 1, 1, 0, 0, 1000, 600, 1000, 400, 0, 500000, 1500000, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, 600000, 60000, 0, 800000, 0, 120, 80, 36, 59400, 59400, 59400, 59400, 0, 0, 0, 0, 210312, 140207);
INSERT INTO public.title_month VALUES (2026, 'P-1', '2026-09', 'A', 1, 1, 0, 0, 1000, 600, 0, -600, 0, 0, 0, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, -1200000, -120000, -1200000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 210312, -210312);
INSERT INTO public.title_month VALUES (2026, 'P-3', '2026-06', 'A', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 45000, 45000, 0, 0);
INSERT INTO public.title_month VALUES (2026, 'P-3', '2026-07', 'B', 1, 1, 0, 0, 400, 0, 400, 400, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 140208);
INSERT INTO public.title_month VALUES (2026, 'P-3', '2026-10', 'A', 1, 1, 0, 0, 1000, 600, 0, -600, 0, 0, 0, 600, 300000, 900000, 900000, 300000, 900000, 1200000, 300000, 0, 120000, -1200000, -120000, -1200000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 210312, -210312);



ALTER TABLE ONLY public.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);



ALTER TABLE ONLY public.approval
    ADD CONSTRAINT approval_pkey PRIMARY KEY (entry);



ALTER TABLE ONLY public.baseline
    ADD CONSTRAINT baseline_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.closing
    ADD CONSTRAINT closing_pkey PRIMARY KEY (period);



ALTER TABLE ONLY public.edition
    ADD CONSTRAINT edition_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (number);



ALTER TABLE ONLY public.head
    ADD CONSTRAINT head_pkey PRIMARY KEY (id);



ALTER TABLE ONLY public.month_total
    ADD CONSTRAINT month_total_pkey PRIMARY KEY (month, organisation);



ALTER TABLE ONLY public.organisation
    ADD CONSTRAINT organisation_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.pending
    ADD CONSTRAINT pending_pkey PRIMARY KEY (number);



ALTER TABLE ONLY public.price
    ADD CONSTRAINT price_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.print_order
    ADD CONSTRAINT print_order_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.reads
    ADD CONSTRAINT reads_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.rights
    ADD CONSTRAINT rights_pkey PRIMARY KEY (person);



ALTER TABLE ONLY public.target
    ADD CONSTRAINT target_pkey PRIMARY KEY (key);



ALTER TABLE ONLY public.title_month
    ADD CONSTRAINT title_month_pkey PRIMARY KEY (year, publication, month, organisation);



CREATE INDEX baseline_title ON public.baseline USING btree (publication, year);



CREATE INDEX edition_title ON public.edition USING btree (publication, year);



CREATE INDEX entry_key ON public.entry USING btree (kind, key);



CREATE INDEX ix_pending_month ON public.pending USING btree (month);



CREATE INDEX ix_publication_organisation ON public.publication USING btree (organisation);



CREATE INDEX print_order_day ON public.print_order USING btree (day, entry);



CREATE INDEX print_order_title ON public.print_order USING btree (publication, year);



CREATE INDEX reads_title ON public.reads USING btree (publication, year);



CREATE TRIGGER entry_kept BEFORE DELETE OR UPDATE ON public.entry FOR EACH ROW EXECUTE FUNCTION public.entry_is_kept();
