"""The words of the made-up world: names, spellings of Cyrillic, roles in two wordings."""

from __future__ import annotations

FRENCH = {
    "m": "Jean Pierre Michel Alain Philippe Nicolas Laurent Julien Thomas Antoine Olivier Bruno Éric"
    " Gérard Jacques"
    " Jean-Luc Jean-Marc Jean-Pierre François Frédéric Sébastien Hervé Christophe Vincent"
    " Denis Dominique".split(),
    "f": "Marie Anne Catherine Isabelle Sophie Nathalie Valérie Claire Céline Julie Élise Hélène Agnès"
    " Martine Anne-Marie Marie-Claude Laurence Florence Aurélie Audrey Delphine Ségolène Michèle Sylvie"
    " Dominique".split(),
}
FRENCH_SURNAMES = """
Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel
Garcia David
Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez
Legrand
Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier
Dumont Lopez
Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche
Roy Noël
Meyer Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux
Colas Fabre
Bourgeois Renard Villepin d'Estrées de Montferrand Le_Gall Le_Goff de_La_Tour Vallaud-Bercy Kosciusko-Morin
""".replace("de Montferrand", "de_Montferrand").split()
ENGLISH = {
    "m": "James John Robert Michael William David Richard Thomas Charles Daniel George Kenneth Brian"
    " Edward".split(),
    "f": "Mary Patricia Jennifer Linda Elizabeth Susan Sarah Karen Nancy Wendy Victoria Margaret"
    " Laura".split(),
}
ENGLISH_SURNAMES = """
Smith Johnson Williams Brown Jones Miller Davis Wilson Anderson Taylor Moore Jackson White Harris Clark Lewis
Robinson Walker Young King Wright Hill Scott Green Adams Baker Nelson Carter Mitchell Parker Collins
Donfried Sherman
""".split()
SLAVIC = {
    "m": "Сергей Владимир Дмитрий Алексей Андрей Михаил Юрий Николай Евгений Игорь Олег Валентин"
    " Вячеслав Павел".split(),
    "f": "Мария Елена Ольга Наталья Татьяна Анастасия Ирина Светлана Юлия Галина".split(),
}
SLAVIC_SURNAMES = """
Рябков Лавров Песков Сапунов Шевченко Жуков Медведев Ушаков Захаров Соловьёв Кузнецов Попов Васильев
Морозов Волков
Лебедев Козлов Новиков Чернов Цветков Белоусов Гуськов Тимошенко Яценко Кравчук Бондаренко Мельник
Гриценко Навальный
Зеленский Вышинский Островский Грушевский Щербаков Хабаров Ефимов Юдин Пригожин Воробьёв Дудаев Ковальчук
Рыбаков
""".split()
ARABIC = {
    "m": [
        "Mohammed Mohamed Mohammad",
        "Ahmed Ahmad",
        "Hussein Hossein Husein",
        "Mahmoud Mahmud",
        "Youssef Yusuf",
        "Khaled Khalid",
        "Mustafa Moustafa",
        "Omar Omar",
        "Ibrahim Ibrahim",
        "Nasser Naser",
    ],
    "f": ["Fatima Fatma", "Leïla Laila", "Aïcha Aisha", "Khadija Khadidja", "Mariam Maryam"],
}
ARABIC_SURNAMES = [
    "el-Assad al-Assad",
    "al-Sissi al-Sisi",
    "Haniyeh Haniyé",
    "Abbas Abbas",
    "Zawahiri Zawahri",
    "Maliki Maliki",
    "ben_Salmane bin_Salman",
    "al-Béchir al-Bashir",
    "Bouteflika Bouteflika",
    "Mansour Mansur",
    "Choukri Shoukry",
    "Hariri Hariri",
    "Soleimani Suleimani",
    "Rahmane Rahman",
]

SPELLING = {
    "fr": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e e j z i ï k l m n o p r s t ou f kh ts tch ch chtch | y | e iou ia".split(),
            strict=True,
        )
    ),
    "en": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch | y | e yu ya".split(),
            strict=True,
        )
    ),
    "de": dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            "a b w g d e jo sch s i j k l m n o p r s t u f ch z tsch sch schtsch | y | e ju ja".split(),
            strict=True,
        )
    ),
}
SLAVIC_STEMS = (
    "Агап Бел Гор Дан Жар Завад Иль Кар Лук Мак Ник Орл Пан Рад Сав Тур Ус Фад Холм Чар Шум Яков Вер"
    " Глад Дроб"
    " Ершов Зим Кос Лоб Марк Нос Петр Руд Сом Трет Уман Фил Цар Щег Юрк"
).split()
ARABIC_ENDS = "our aoui ani idi oubi ar ir at im al".split()
ENGLISH_PARTS = (
    "Ash Black Brad Cal Dun Ed Fair Grey Har Hol Ken Lang Mid North Pem Rad Stan Thorn Whit Wood".split()
)
ENGLISH_ENDS = "bury croft dale field ford ham hurst land ley man more shaw ston ton well wick worth".split()
STATES = {
    "fr": ("français", "française", "France"),
    "ru": ("russe", "russe", "Russie"),
    "ua": ("ukrainien", "ukrainienne", "Ukraine"),
    "us": ("américain", "américaine", "États-Unis"),
    "gb": ("britannique", "britannique", "Royaume-Uni"),
    "eg": ("égyptien", "égyptienne", "Égypte"),
}
TOWNS = (
    "Brive Tulle Lens Dijon Metz Nîmes Calais Vannes Auch Gap Sens Laval Blois Niort Évry Arras Foix Albi"
).split()
BODIES = (
    "Orelia Valmontis Terrano Solvex Dexior Nordélec Aquilae Brénor Cimelia Fontaval Gerbois Hexatel".split()
)
PORTFOLIOS = ["la Défense", "l'Intérieur", "la Santé", "la Justice", "l'Économie", "la Culture", "l'Énergie"]
ROLES = (
    ("ministre {adj} de {portfolio}", "ministre de {portfolio}", "politics"),
    ("ministre {adj} des Affaires étrangères", "chef de la diplomatie {adj}", "politics"),
    ("porte-parole du ministère {adm} de {portfolio}", "porte-parole du ministère", "politics"),
    ("député de {town}", "élu de {town}", "politics"),
    ("maire de {town}", "maire", "politics"),
    ("directeur général de {body}", "patron de {body}", "business"),
    ("président de {body}", "PDG de {body}", "business"),
    ("secrétaire général du syndicat {body}", "responsable syndical", "union"),
    ("procureur de {town}", "procureur", "law"),
    ("avocat au barreau de {town}", "avocat", "law"),
    ("chercheur à l'université de {town}", "chercheur", "science"),
    ("économiste chez {body}", "économiste {adj}", "science"),
    ("entraîneur du club de {town}", "technicien", "sport"),
    ("attaquant du club de {town}", "footballeur", "sport"),
    ("chanteur", "artiste {adj}", "arts"),
    ("écrivain", "romancier {adj}", "arts"),
)
FEMININE = (
    ("directeur", "directrice"),
    ("président", "présidente"),
    ("député", "députée"),
    ("avocat", "avocate"),
    ("chercheur", "chercheuse"),
    ("entraîneur", "entraîneuse"),
    ("attaquant", "attaquante"),
    ("chanteur", "chanteuse"),
    ("écrivain", "écrivaine"),
    ("secrétaire général", "secrétaire générale"),
    ("footballeur", "footballeuse"),
    ("technicien", "technicienne"),
    ("élu", "élue"),
)
