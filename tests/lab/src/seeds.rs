//! The seed corpus: small hostile documents, and valid examples of each format.

use crate::documents::{Hostile, hostile_docx, hostile_texts, odd_pdfs, polyglots};

/// The maximum size of a seed, also unpacked. Larger ones slow the fuzzer down without adding coverage.
const MAX_SEED_BYTES: usize = 4 * 1024;

/// The seeds of each target.
pub fn all() -> Vec<(&'static str, Vec<Vec<u8>>)> {
    let pdf: Vec<Hostile> = [odd_pdfs(), polyglots()].concat();
    let docx = [hostile_docx("http://127.0.0.1:9/", "/tmp/escaped"), polyglots()].concat();
    let texts = |texts: &[&str]| texts.iter().map(|text| text.as_bytes().to_vec()).collect::<Vec<_>>();
    vec![
        ("pdf", [files(&pdf), texts(&CONTENT)].concat()),
        ("docx", [files(&docx), texts(&XML)].concat()),
        ("odt", [files(&hostile_texts()), texts(&ODT)].concat()),
        ("rtf", [files(&hostile_texts()), texts(&RTF)].concat()),
        ("html", texts(&PAGES)),
        ("markdown", texts(&MARKDOWN)),
        ("any", [files(&hostile_texts()), files(&polyglots()), texts(&RTF), texts(&MARKDOWN), texts(&TEXTS)].concat()),
        ("page", texts(&PAGES)),
        ("board", texts(&LISTS)),
        ("text", texts(&TEXTS)),
        ("json-resume", texts(&JSON_RESUMES)),
        ("linkedin", texts(&TABLES)),
        ("europass", texts(&EUROPASS)),
    ]
}

fn files(corpus: &[Hostile]) -> Vec<Vec<u8>> {
    corpus.iter().filter(|file| file.bytes.len() <= MAX_SEED_BYTES).map(|file| file.bytes.clone()).collect()
}

const CONTENT: [&str; 3] = [
    "q 1 0 0 1 50 700 cm BT /F1 12 Tf 14 TL (Mira) Tj T* [(Okon) -120 (jo)] TJ ET Q",
    "BT /F1 9 Tf 1 0 0 1 50 60 Tm 90 Tz 3 Ts 1 Tc 2 Tw (left) ' 1 2 (right) \" <4d697261> Tj 5 -5 TD (x) Tj ET",
    "/X Do BI /W 1 /H 1 /BPC 8 /CS /G ID x EI BT /F1 12 Tf 0 -1 1 0 5 5 Tm (upright) Tj ET",
];

const XML: [&str; 7] = [
    "<w:document><w:body><w:p><w:pPr><w:pStyle w:val=\"ListBullet\"/></w:pPr><w:r><w:t>Ada &amp; Co &#65;</w:t></w:r></w:p></w:body></w:document>",
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t><w:tab/><w:br/></w:r></w:p></w:tc><w:tc/></w:tr></w:tbl>",
    "<?xml version=\"1.0\"?><!-- c --><mc:AlternateContent><mc:Choice><w:t><![CDATA[x]]></w:t></mc:Choice><mc:Fallback><w:t>x</w:t></mc:Fallback></mc:AlternateContent>",
    "<w:document><w:body><w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:listEntry w:val=\"x\"/></w:ddList></w:ffData></w:fldChar><w:instrText>HYPERLINK \"u:v\"</w:instrText><w:fldChar w:fldCharType=\"separate\"/><w:t>l</w:t><w:fldChar w:fldCharType=\"end\"/></w:r><w:del><w:r><w:delText>o</w:delText></w:r></w:del><w:fldSimple w:instr=\"PAGE\"/></w:p></w:body></w:document>",
    "<w:document><w:body><w:sdt><w:sdtContent><w:tbl><w:tblPr><w:tblStyle w:val=\"t\"/></w:tblPr><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr></w:p><w:p><w:r><w:sym w:font=\"Symbol\" w:char=\"F0B7\"/><w:t>x</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:sdtContent></w:sdt></w:body></w:document>",
    "<w:document><w:body><w:p><w:r><w:t>a</w:t><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:rPr><w:vanish/><w:color w:val=\"FFFFFF\"/><w:sz w:val=\"2\"/></w:rPr><w:t>b</w:t></w:r></w:p></w:txbxContent></wps:txbx></w:drawing></w:r></w:p></w:body></w:document>",
    "<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"b\"/></w:style><w:style w:styleId=\"b\"><w:basedOn w:val=\"a\"/><w:rPr><w:b/></w:rPr></w:style><w:footnote w:id=\"1\"><w:p><w:r><w:t>n</w:t></w:r></w:p></w:footnote></w:styles>",
];

const ODT: [&str; 2] = [
    "<office:document-content><office:automatic-styles><style:style style:name=\"P\" style:family=\"paragraph\" style:parent-style-name=\"P\"><style:text-properties fo:font-weight=\"bold\" fo:font-size=\"50%\" text:display=\"none\" fo:color=\"#ffffff\"/></style:style></office:automatic-styles><office:body><office:text><text:h text:style-name=\"P\">a<text:s text:c=\"3\"/>b<text:tab/><text:line-break/></text:h><text:list><text:list-item><text:p>c<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note></text:p></text:list-item></text:list></office:text></office:body></office:document-content>",
    "<office:document-content><office:body><office:text><table:table><table:table-row><table:table-cell><text:p><draw:frame><draw:text-box><text:p>x</text:p></draw:text-box></draw:frame>y</text:p></table:table-cell><table:table-cell><text:section text:display=\"none\"><text:p><text:a xlink:href=\"u:v\">z</text:a></text:p></text:section></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>",
];

const RTF: [&str; 4] = [
    "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset128 M;}{\\f2\\fcharset2 S;}}{\\colortbl;\\red255\\green255\\blue255;}{\\stylesheet{\\s1\\b heading 1;}}\\pard\\s1\\fs32\\b A\\'e9\\u8226?\\par\\pard\\cf1 w\\v h\\v0\\f1 \\'8eR\\f2 \\'b7}",
    "{\\rtf1\\trowd\\pard\\intbl a\\cell b\\par c\\nestcell{\\*\\nesttableprops\\nestrow}\\cell\\row\\pard{\\header h}{\\footnote n}{\\shp{\\*\\shpinst{\\shptxt s}}}d\\line e\\tab f}",
    "{\\rtf1{\\field{\\*\\fldinst{ HYPERLINK \"https://a.example\" }}{\\fldrslt l}}{\\upr{x}{\\*\\ud{y}}}{\\listtext\\'b7}\\ls1 i\\bin3 }}}\\uc2\\u-10179xx\\u-8704xx}",
    "{\\rtf1\\mac\\pc\\pca{\\pict ff}{\\*\\x{\\y}}\\~\\_\\-\\{\\}\\\\}",
];

const MARKDOWN: [&str; 3] = [
    "---\ntitle: x\n---\n# Mira **Okonjo**\n\n* steel\n  1. tin\n- [x] done\n\n| a | b |\n|---|---|\n| c | `d` |\n",
    "Mira\n====\n\n> [l](https://a.example \"t\") <https://b.example> ![p](q)\n\n```rs\nfn\n```\nterm\n: definition\n\n[1]: x\n",
    "<div>\n\n*a_b*_ ~~c~~ &amp; \\* <b>d</b>  \ne\n***\n</div>",
];

const PAGES: [&str; 5] = [
    "<style>.x{display:none}@media print{#y{color:red}}</style><table><tr><td style=\"color:#fff;background:#000\"><p class=x>a<td hidden><ul><li>b<li><p>c</ul></table><pre>d\\ne</pre><a href=https://a.example><h1>f</h1></a><font color=white>g</font>",
    "<html><head><link rel=canonical href=/jobs/1><title>J</title></head><body><p>We weld<ul><li>steel<li>tin</ul><table><tr><td>a<td>b</table></body>",
    r#"{"@context":"https://schema.org","@type":"JobPosting","title":"Welder","description":"&lt;p&gt;We <b>weld</b>&lt;/p&gt;","hiringOrganization":{"@type":"Organization","name":"Acme","sameAs":"https://acme.example"},"jobLocation":{"@type":"Place","address":{"addressLocality":"Porto","addressCountry":"PT"}},"baseSalary":{"@type":"MonetaryAmount","currency":"EUR","value":{"@type":"QuantitativeValue","minValue":30000,"maxValue":"40.000,00","unitText":"YEAR"}},"datePosted":"2026-01-31","validThrough":"2026-02-30T25:00","employmentType":["FULL_TIME"],"url":"https://acme.example/1","identifier":{"value":7}}"#,
    r#"{"@graph":[{"@id":"o","@type":["Thing","JobPosting"],"title":"a"},[{"@type":"JobPosting"}]]}"#,
    "<script type='application/ld+json'><!-- {\"@type\":\"JobPosting\",\"title\":\"x\"} --></script><script>if (a<b) {}</script><!--><svg><style><![CDATA[</style>&notin;&#x110000;&#0;",
];

const LISTS: [&str; 4] = [
    r#"{"jobs":[{"id":1,"title":"Welder","absolute_url":"https://boards.greenhouse.io/acme/jobs/1","location":{"name":"Porto; Remote"},"content":"&lt;p&gt;We weld&lt;/p&gt;","updated_at":"2026-01-31T09:00:00-05:00","company_name":"Acme","metadata":[{"name":"Employment Type","value":"Full-time"}],"departments":[{"name":"Yard"}],"offices":[{"name":"Porto"}]}],"meta":{"total":1}}"#,
    r#"[{"id":"a24e","text":"Welder","hostedUrl":"https://jobs.lever.co/acme/a24e","applyUrl":"https://jobs.lever.co/acme/a24e/apply","categories":{"commitment":"Full-time","location":"Porto","team":"Yard"},"createdAt":1769850000000,"descriptionPlain":"We weld","lists":[{"text":"You","content":"<li>weld</li>"}],"additional":"<p>x</p>","salaryRange":{"min":30000,"max":40000,"currency":"EUR","interval":"per-year-salary"},"workplaceType":"hybrid"}]"#,
    r#"{"jobs":[{"id":18446744073709551615,"title":null},{"title":"x","content":7},[]]}"#,
    r#"[{"categories":null,"createdAt":-9223372036854775808},{"hostedUrl":"javascript:alert(1)"}]"#,
];

const TEXTS: [&str; 4] = [
    "Mira Okonjo\nSkills: Rust, C++, C#, .NET, node.js, Kubernetes/K8s; PostgreSQL\n\nExperience\n• 2019–2024 welder, Porto",
    "About us\nWe are Acme.\r\n\r\nWhat you will do\n- weld\n* rivet\n1. paint\n\nRequirements:\n3+ years of Go (golang)",
    "\u{feff}a\u{ad}b\u{200b}c\u{a0}d\u{2028}e\u{202e}f\0g ﬁ ﬃ é e\u{301} İ ß ǅ 𝒜 שלום",
    "",
];

const JSON_RESUMES: [&str; 4] = [
    r#"{"$schema":"x","basics":{"name":"Mira Okonjo","label":"Welder","email":"m@example.org","phone":"+1","url":"https://m.example","summary":"Welds.","location":{"address":"1","postalCode":"2","city":"Porto","countryCode":"PT","region":"N"},"profiles":[{"network":"GitHub","username":"m","url":"u"}]},"work":[{"name":"Acme","position":"Welder","startDate":"2021-03","endDate":"2022-01-31","summary":"s","highlights":["a","b"],"location":"Porto"},{"company":"Acme","position":"Lead","startDate":"Mar 2020"}],"volunteer":[{"organization":"RS","position":"Crew"}]}"#,
    r#"{"education":[{"institution":"U","area":"A","studyType":"BSc","startDate":"2010","endDate":"Present","score":3.9,"courses":["c"],"location":"L"}],"skills":[{"name":"Metal","keywords":["Tin"]},{"name":"Steel","level":"Good","keywords":["k"],"details":["d"]}],"languages":[{"language":"Irish","fluency":"Native"}],"projects":[{"name":"P","description":"d","highlights":["h"],"keywords":["k"],"startDate":"1.3.2021","url":"u"}],"certificates":[{"name":"C","date":"2021/03","issuer":"I"}],"awards":[{"title":"T","date":"2021","awarder":"A","summary":"a\nb"}],"publications":[{"name":"N","publisher":"P","releaseDate":"2014-10-01","url":"u","summary":"s"}],"interests":[{"name":"I","keywords":["k"]}],"references":[{"name":"R"}],"meta":{}}"#,
    r#"{"basics":{"name":"Ada"},"x-jobwright":{"version":1,"sections":{"name":{"instead_of":"0123456789abcdef","value":{"value":"Ada"}},"skills":{"instead_of":"x","value":[{"name":{},"skills":[]}]}}}}"#,
    r#"{"name":{"value":"Ada","spans":[{"line":0,"start":0,"end":3}],"state":"check","why":"by_position"},"experience":[{"name":{"value":"Acme","spans":[],"state":"clear","why":null},"positions":[{"start":{"value":"2021-03","spans":[],"state":"clear","why":null}}]}],"unread_lines":[1]}"#,
];

const TABLES: [&str; 4] = [
    "First Name,Last Name,Birth Date,Headline,Summary,Geo Location,Websites,Twitter Handles\nMira,Okonjo,Jan 1,Welder,\"a\nb\",Porto,[PORTFOLIO:https://m.example],[mira]\n",
    "\u{feff}Company Name,Title,Description,Location,Started On,Finished On\r\nAcme,Welder,\"\u{2022} a\r\n- b \"\"c\"\"\",Porto,Jan 2020,\r\nAcme,Hand,,Porto,2015,Dec 2019\r\n",
    "School Name,Start Date,End Date,Notes,Degree Name,Activities\nU,2010,2014,n,BSc,a\n",
    "Notes:\n\nEmail Address,Confirmed,Primary,Updated On\nm@example.org,Yes,No,1/1/20\n\"",
];

const EUROPASS: [&str; 3] = [
    "<EmploymentHistory><EmployerHistory><hr:OrganizationName>Acme</hr:OrganizationName><PositionHistory><PositionTitle>Welder</PositionTitle><eures:EmploymentPeriod><eures:StartDate><hr:FormattedDateTime>2021-03</hr:FormattedDateTime></eures:StartDate><hr:CurrentIndicator>true</hr:CurrentIndicator></eures:EmploymentPeriod><oa:Description>&lt;ul&gt;&lt;li&gt;R&amp;amp;D&lt;/li&gt;&lt;/ul&gt;</oa:Description><City>Porto</City></PositionHistory></EmployerHistory></EmploymentHistory><PersonQualifications><PersonCompetency><CompetencyID schemeName='NORMAL'>eng</CompetencyID><hr:TaxonomyID>language</hr:TaxonomyID></PersonCompetency></PersonQualifications><Others><Title>Projects</Title><Other><Title>P</Title></Other></Others>",
    "<Identification><PersonName><FirstName>Mira</FirstName><Surname>Okonjo</Surname></PersonName><ContactInfo><Email><Contact>m@example.org</Contact></Email></ContactInfo></Identification><WorkExperience><Period><From year=\"2012\" month=\"--03\" day=\"---15\"/><Current>true</Current></Period><Position><Label>Nurse</Label></Position><Activities><![CDATA[<p>a<br>b</p>]]></Activities><Employer><Name>S</Name></Employer></WorkExperience><Skills><Linguistic><MotherTongue><Description><Code>pl</Code></Description></MotherTongue></Linguistic><Computer><Description>&#65;</Description></Computer></Skills>",
    "<Candidate><CandidatePerson><PersonName><oa:GivenName>Mira</oa:GivenName></PersonName><Communication><ChannelCode>Telephone</ChannelCode><CountryDialing>351</CountryDialing><oa:DialNumber>1</oa:DialNumber></Communication><PrimaryLanguageCode name='FREE_TEXT'>x</PrimaryLanguageCode></CandidatePerson><hr:UserArea><jw:Resume>{\"name\":{\"instead_of\":\"\",\"value\":{}}}</jw:Resume></hr:UserArea></Candidate>",
];
