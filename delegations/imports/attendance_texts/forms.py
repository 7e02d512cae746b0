"""Names that papers of the United Nations use beside those on record, by the State's short name.

Forms that only turn the words round, as “Korea, Republic of”, follow from these by themselves.
"""

FORMS: dict[str, tuple[str, ...]] = {
    "are": ("Эмираты", "Объединенные Арабские Эмираты", "阿联酋"),
    "bhs": ("Багамские Острова", "البهاما", "جزر البهاما"),
    "bih": ("Bosnie-et-Herzégovine", "Bosnia-Herzegovina", "波黑"),
    "bol": (
        "Bolivie (État plurinational de)", "Bolivia (Estado Plurinacional de)",
        "Боливия (Многонациональное Государство)", "بوليفيا (دولة - المتعددة القوميات)",
        "دولة بوليفيا المتعددة القوميات", "多民族玻利维亚国", "玻利维亚（多民族国）",
        "Nhà nước đa dân tộc Bolivia",
    ),
    "brn": (
        "Brunéi Darussalam", "Brunei Darussalam", "Бруней-Даруссалам", "بروني دار السلام",
        "文莱达鲁萨兰国",
    ),
    "caf": ("Центральноафриканская Республика",),
    "civ": ("Ivory Coast", "Cote d’Ivoire", "كوت ديفوار"),
    "cod": (
        "République démocratique du Congo", "Демократическая Республика Конго",
        "جمهورية الكونغو الديمقراطية", "刚果民主共和国", "DR Congo", "DRC",
        "Congo, Democratic Republic of the", "Congo, the Democratic Republic of the",
        "Cộng hòa Dân chủ Congo",
    ),
    "cog": ("Congo", "Республика Конго", "Конго", "الكونغو", "刚果", "Republic of the Congo"),
    "cpv": ("Cape Verde", "Cabo Verde", "كابو فيردي"),
    "cze": (
        "République tchèque", "República Checa", "Чешская Республика", "تشيكيا",
        "الجمهورية التشيكية", "捷克共和国", "Cộng hòa Séc",
    ),
    "dom": ("الجمهورية الدومينيكية", "多米尼加"),
    "fsm": (
        "Micronésie (États fédérés de)", "Micronesia (Estados Federados de)",
        "Микронезия (Федеративные Штаты)", "ميكرونيزيا (ولايات - الموحدة)", "密克罗尼西亚联邦",
    ),
    "gbr": (
        "United Kingdom", "Great Britain", "UK",
        "Royaume-Uni de Grande-Bretagne et d’Irlande du Nord",
        "Reino Unido de Gran Bretaña e Irlanda del Norte",
        "Соединенное Королевство", "Соединенное Королевство Великобритании и Северной Ирландии",
        "المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية",
        "大不列颠及北爱尔兰联合王国", "联合王国", "Vương quốc Anh và Bắc Ireland", "Anh",
    ),
    "irn": (
        "Iran (République islamique d’)", "Irán (República Islámica del)",
        "Иран (Исламская Республика)", "إيران (جمهورية - الإسلامية)", "جمهورية إيران الإسلامية",
        "伊朗伊斯兰共和国", "伊朗（伊斯兰共和国）", "Cộng hòa Hồi giáo Iran",
    ),
    "kgz": ("Kirghizistan", "Kyrgyz Republic", "Кыргызстан", "Киргизия"),
    "kor": (
        "South Korea", "Korea (Republic of)", "République de Corée", "República de Corea",
        "جمهورية كوريا", "大韩民国", "Đại Hàn Dân Quốc",
    ),
    "lao": (
        "République démocratique populaire lao", "República Democrática Popular Lao",
        "Лаосская Народно-Демократическая Республика", "جمهورية لاو الديمقراطية الشعبية",
        "老挝人民民主共和国", "Cộng hòa Dân chủ Nhân dân Lào", "Laos",
    ),
    "mda": (
        "Moldova", "République de Moldova", "República de Moldova", "Республика Молдова",
        "جمهورية مولدوفا", "摩尔多瓦共和国",
    ),
    "mkd": (
        "ex-République yougoslave de Macédoine", "ex República Yugoslava de Macedonia",
        "бывшая югославская Республика Македония",
        "جمهورية مقدونيا اليوغوسلافية السابقة", "前南斯拉夫的马其顿共和国",
        "Macédoine du Nord", "Macedonia del Norte",
    ),
    "mmr": ("Burma",),
    "nld": (
        "Pays-Bas (Royaume des)", "Países Bajos (Reino de los)", "Нидерланды (Королевство)",
        "هولندا (مملكة)", "مملكة هولندا", "荷兰王国", "Vương quốc Hà Lan",
    ),
    "prk": (
        "North Korea", "Korea (Democratic People’s Republic of)",
        "République populaire démocratique de Corée", "República Popular Democrática de Corea",
        "Корейская Народно-Демократическая Республика", "جمهورية كوريا الشعبية الديمقراطية",
        "朝鲜民主主义人民共和国", "Cộng hòa Dân chủ Nhân dân Triều Tiên",
    ),
    "pse": (
        "Palestine", "État de Palestine", "Estado de Palestina", "Государство Палестина",
        "دولة فلسطين", "فلسطين", "巴勒斯坦国", "Nhà nước Palestine",
    ),
    "rus": (
        "Russia", "Fédération de Russie", "Federación de Rusia", "Российская Федерация",
        "الاتحاد الروسي", "俄罗斯联邦", "Liên bang Nga",
    ),
    "swz": ("Swaziland", "Souaziland", "Swazilandia", "Свазиленд", "سوازيلند"),
    "syr": (
        "Syria", "République arabe syrienne", "República Árabe Siria",
        "Сирийская Арабская Республика", "الجمهورية العربية السورية", "阿拉伯叙利亚共和国",
    ),
    "tls": ("East Timor", "Timor-Leste", "Тимор-Лешти", "تيمور-ليشتي"),
    "tto": ("Trinité-et-Tobago",),
    "tur": ("Turkey", "Türkiye"),
    "tza": (
        "Tanzania", "Tanzania (United Republic of)", "République-Unie de Tanzanie",
        "República Unida de Tanzanía", "Объединенная Республика Танзания",
        "جمهورية تنزانيا المتحدة", "坦桑尼亚联合共和国",
    ),
    "usa": (
        "United States", "USA", "US", "États-Unis d’Amérique", "Estados Unidos de América",
        "Соединенные Штаты Америки", "США", "الولايات المتحدة الأمريكية", "美利坚合众国",
        "Hợp chủng quốc Hoa Kỳ", "Mỹ",
    ),
    "vat": (
        "Vatican", "Saint-Siège", "Santa Sede", "Святой Престол", "الكرسي الرسولي", "教廷",
        "Tòa thánh",
    ),
    "ven": (
        "Venezuela (République bolivarienne du)", "Venezuela (República Bolivariana de)",
        "Венесуэла (Боливарианская Республика)", "فنزويلا (جمهورية - البوليفارية)",
        "جمهورية فنزويلا البوليفارية", "委内瑞拉玻利瓦尔共和国", "委内瑞拉（玻利瓦尔共和国）",
    ),
    "vnm": ("Vietnam", "Viet Nam", "فييت نام"),
}  # fmt: skip
