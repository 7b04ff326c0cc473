# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files as Trados, memoQ and Wordfast write them, made by hand after their public descriptions."""

SDLXLIFF = """\ufeff<?xml version="1.0" encoding="utf-8"?><xliff xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2" sdl:version="1.0"><file original="C:\\안내.docx" datatype="x-sdlfilterframework2" source-language="ko-KR" target-language="en-US"><header><file-info xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><value key="SDL:FileId">1</value></file-info><tag-defs xmlns="http://sdl.com/FileTypes/SdlXliff/1.0"><tag id="5"><bpt name="cf" word-end="false">&lt;cf bold="True"&gt;</bpt><ept name="cf">&lt;/cf&gt;</ept></tag></tag-defs></header><body>
<group id="1"><sdl:cxts><sdl:cxt id="1" /></sdl:cxts><trans-unit id="a1"><source><g id="5">시청</g>은 9시에 연다. 문의는 120으로 &amp; 우편으로 한다.</source><seg-source><mrk mtype="seg" mid="1"><g id="5">시청</g>은 9시에 연다.</mrk> <mrk mtype="seg" mid="2">문의는 120으로 &amp; 우편으로 한다.</mrk></seg-source><target><mrk mtype="seg" mid="1"><g id="5">City Hall</g> opens at 9.</mrk> <mrk mtype="seg" mid="2" /></target><sdl:seg-defs><sdl:seg id="1" conf="Translated" origin="interactive"><sdl:value key="modified_on">01/02/2026</sdl:value></sdl:seg><sdl:seg id="2" /></sdl:seg-defs></trans-unit></group>
<trans-unit id="a2"><source>접수 기간</source><seg-source><mrk mtype="seg" mid="3">접수 기간</mrk></seg-source><sdl:seg-defs><sdl:seg id="3" locked="true" conf="Draft"/></sdl:seg-defs></trans-unit>
<trans-unit id="a3" translate="no"><source>--</source></trans-unit>
</body></file></xliff>"""

MQXLIFF = """<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns:mq="MQXliff" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="안내.docx" source-language="ko" target-language="en-us" datatype="x-memoq">
    <header><tool tool-id="MQ" tool-name="MemoQ" /></header>
    <body>
      <trans-unit id="1" mq:status="ManuallyConfirmed" mq:segmentguid="x-1">
        <source xml:space="preserve"><bpt id="1" ctype="bold">{}</bpt>시청<ept id="1">{}</ept>은 연다.</source>
        <target xml:space="preserve"><bpt id="1" ctype="bold">{}</bpt>City Hall<ept id="1">{}</ept> opens.</target>
      </trans-unit>
      <trans-unit id="2" mq:status='NotStarted' mq:locked="locked">
        <source xml:space="preserve">수정하지 않는다.</source>
        <target xml:space="preserve"></target>
      </trans-unit>
      <trans-unit id="3" mq:status="NotStarted">
        <source xml:space="preserve">문의<ph id="2">&lt;br /&gt;</ph>120</source>
        <target xml:space="preserve"/>
      </trans-unit>
    </body>
  </file>
</xliff>
"""

TXLF = """<?xml version="1.0" encoding="UTF-8"?><xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:gs4tr="http://www.gs4tr.org/schema/xliff-ext" version="1.2"><file original="a.html" source-language="ko" target-language="en" datatype="html"><body><trans-unit id="1" gs4tr:editStatus="added"><source>시청 <x id="1"/>안내</source><target state="translated" gs4tr:score="100.0">City Hall <x id="1"/>guide</target></trans-unit><trans-unit id="2"><source>문의</source></trans-unit></body></file></xliff>"""

TXML = """<?xml version="1.0" encoding="UTF-8"?>\r
<txml locale="ko" version="1.0" segtype="sentence" createdby="WF3" datatype="regexp" targetlocale="en" file_extension="html">\r
<skeleton>&lt;html&gt;&lt;p&gt;</skeleton><translatable blockId="b1" datatype="html">\
<segment segmentId="s1" modified="true"><source>시청 <ut type="start" x="1">&lt;b&gt;</ut>안내<ut type="end" x="2">&lt;/b&gt;</ut></source>\
<target score="100">City Hall <ut type="start" x="1">&lt;b&gt;</ut>guide<ut type="end" x="2">&lt;/b&gt;</ut></target>\
<revisions><revision creationid="WF"><target>City</target></revision></revisions></segment><ws> </ws>\
<segment segmentId="s2"><source>문의</source><comments><comment type="text">누구?</comment></comments></segment>\
<segment segmentId="s3"><source>끝</source><target/></segment></translatable>\r
<skeleton>&lt;/p&gt;</skeleton></txml>\r
"""

ALL = {"sdlxliff": SDLXLIFF, "mqxliff": MQXLIFF, "txlf": TXLF, "txml": TXML}
