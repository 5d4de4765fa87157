"""Names of places by which a place of residence or work is known where no postcode stands beside it.

The larger places of the Netherlands and Flanders, and cities of the world that people come from; a place that is
missing here is found by where it stands: behind a postcode, a label, or before a country.
"""

from cluster_crm.people.names import unaccented

DUTCH = """
Amsterdam, Rotterdam, Den Haag, 's-Gravenhage, The Hague, Utrecht, Eindhoven, Groningen, Tilburg, Almere, Breda,
Nijmegen, Apeldoorn, Haarlem, Arnhem, Enschede, Amersfoort, Zaandam, Zaanstad, Den Bosch, 's-Hertogenbosch,
Haarlemmermeer, Hoofddorp, Zwolle, Zoetermeer, Leiden, Leeuwarden, Maastricht, Dordrecht, Ede, Alphen aan den Rijn,
Westland, Naaldwijk, Alkmaar, Emmen, Delft, Venlo, Deventer, Sittard, Geleen, Helmond, Hilversum, Heerlen, Oss,
Amstelveen, Sudwest-Fryslan, Sneek, Hengelo, Purmerend, Roosendaal, Schiedam, Lelystad, Vlaardingen, Almelo, Gouda,
Hoorn, Velsen, IJmuiden, Spijkenisse, Assen, Capelle aan den IJssel, Bergen op Zoom, Katwijk, Veenendaal, Zeist,
Nieuwegein, Nissewaard, Hardenberg, Roermond, Doetinchem, Den Helder, Smallingerland, Drachten, Terneuzen, Barneveld,
Oosterhout, Heerhugowaard, Hoogeveen, Krimpenerwaard, Kampen, Woerden, Heerenveen, Houten, Goeree-Overflakkee,
Middelburg, Weert, Rijswijk, Zutphen, Waalwijk, Berkelland, Harderwijk, Hollands Kroon, Schagen, Ridderkerk,
Overbetuwe, Elst, Barendrecht, Lansingerland, Berkel en Rodenrijs, Bleiswijk, Bergschenhoek, Kerkrade, Veghel,
Meierijstad, Uden, Schijndel, Zwijndrecht, Vlissingen, Goes, Noordoostpolder, Emmeloord, Etten-Leur, Tiel, Huizen,
Wageningen, Nijkerk, Culemborg, Stadskanaal, Papendrecht, Delfzijl, Maassluis, Hellevoetsluis, Gorinchem,
Leidschendam, Voorburg, Wassenaar, Noordwijk, Noordwijkerhout, Sassenheim, Lisse, Hillegom, Teylingen, Voorschoten,
Pijnacker, Nootdorp, Wateringen, Monster, 's-Gravenzande, Hoek van Holland, Maasdam, Rozenburg, Rhoon,
Hendrik-Ido-Ambacht, Sliedrecht, Hardinxveld-Giessendam, Alblasserdam, Krimpen aan den IJssel, Nieuwerkerk aan den
IJssel, Waddinxveen, Boskoop, Bodegraven, Reeuwijk, Schoonhoven, Oudewater, IJsselstein, Vianen, Leerdam,
Geldermalsen, Zaltbommel, Maarssen, Breukelen, Mijdrecht, Vinkeveen, Uithoorn, Aalsmeer, Schiphol, Badhoevedorp,
Nieuw-Vennep, Heemstede, Bloemendaal, Zandvoort, Beverwijk, Heemskerk, Castricum, Uitgeest, Heiloo, Bergen, Egmond,
Wormerveer, Krommenie, Volendam, Edam, Monnickendam, Enkhuizen, Medemblik, Obdam, Texel, Den Burg, Weesp, Diemen,
Bussum, Naarden, Laren, Blaricum, Muiden, Ouderkerk aan de Amstel, Duivendrecht, Amsterdam Zuidoost, Baarn, Soest,
Bilthoven, De Bilt, Bunnik, Driebergen, Doorn, Leersum, Rhenen, Wijk bij Duurstede, Bunschoten, Leusden, Putten,
Ermelo, Nunspeet, Elburg, Epe, Vaassen, Heerde, Hattem, Oldebroek, Wezep, Twello, Voorst, Brummen, Dieren, Velp,
Rheden, Duiven, Westervoort, Zevenaar, Didam, 's-Heerenberg, Doesburg, Winterswijk, Aalten, Lichtenvoorde, Groenlo,
Borculo, Lochem, Vorden, Renkum, Oosterbeek, Bemmel, Huissen, Wijchen, Beuningen, Groesbeek, Malden, Druten, Cuijk,
Boxmeer, Gennep, Grave, Ravenstein, Heesch, Berghem, Rosmalen, Vught, Boxtel, Sint-Oedenrode, Best, Son, Nuenen,
Geldrop, Mierlo, Veldhoven, Valkenswaard, Waalre, Eersel, Bladel, Reusel, Oirschot, Oisterwijk, Goirle, Gilze, Rijen,
Dongen, Kaatsheuvel, Drunen, Heusden, Raamsdonksveer, Geertruidenberg, Zevenbergen, Oudenbosch, Rucphen,
Zundert, Steenbergen, Halsteren, Hoogerheide, Deurne, Asten, Someren, Gemert, Bakel, Laarbeek, Beek en Donk,
Aarle-Rixtel, Horst, Venray, Panningen, Tegelen, Blerick, Swalmen, Echt, Susteren, Born, Stein, Beek, Valkenburg,
Gulpen, Vaals, Landgraaf, Brunssum, Hoensbroek, Hulst, Sluis, Oostburg, Zierikzee, Tholen, Yerseke, Kapelle, Domburg,
Veere, Middelharnis, Oud-Beijerland, Strijen, Brielle, Werkendam, Altena, Raalte, Ommen, Dalfsen,
Steenwijk, Meppel, Hasselt, Genemuiden, Zwartsluis, Vollenhove, Urk, Dronten, Zeewolde, Biddinghuizen, Nijverdal,
Rijssen, Wierden, Borne, Oldenzaal, Losser, Haaksbergen, Neede, Delden, Goor, Vriezenveen, Coevorden, Klazienaveen,
Beilen, Westerbork, Roden, Peize, Eelde, Vries, Haren, Hoogezand, Sappemeer, Veendam, Winschoten, Appingedam, Leek,
Zuidhorn, Bedum, Winsum, Uithuizen, Ter Apel, Musselkanaal, Dokkum, Franeker, Harlingen, Bolsward, Joure, Lemmer,
Wolvega, Oosterwolde, Gorredijk, Buitenpost, Surhuisterveen, Burgum, Grou, Stiens, Workum, Makkum, Gieten, Borger,
Zuidlaren, Balk, Koudum, Buren, Beesd, Lunteren, Bennekom, Scherpenzeel, Woudenberg, Maarn, Maarssenbroek, Vleuten, De
Meern, Harmelen, Montfoort, Lopik, Abcoude, Loenen, Kudelstaart, Kockengen
"""
ABROAD = """
Antwerpen, Antwerp, Brussel, Brussels, Bruxelles, Gent, Ghent, Brugge, Bruges, Leuven, Luik, Liege, Hasselt, Genk,
Mechelen, Kortrijk, Aalst, Oostende, Turnhout, Namur, Berlijn, Berlin, Hamburg, Munchen, Munich, Keulen, Koln,
Cologne, Frankfurt, Dusseldorf, Dortmund, Essen, Aken, Aachen, Kleve, Munster, Bremen, Hannover, Stuttgart, Leipzig,
Dresden, Duisburg, Parijs, Paris, Lyon, Marseille, Lille, Rijsel, Toulouse, Bordeaux, Nantes, Straatsburg,
Strasbourg, Londen, London, Manchester, Birmingham, Liverpool, Leeds, Bristol, Edinburgh, Glasgow, Cambridge, Oxford,
Dublin, Cork, Madrid, Barcelona, Valencia, Sevilla, Malaga, Lissabon, Lisbon, Lisboa, Porto, Rome, Roma, Milaan,
Milan, Milano, Turijn, Turin, Napels, Naples, Bologna, Florence, Athene, Athens, Thessaloniki, Wenen, Vienna, Wien,
Graz, Zurich, Geneve, Geneva, Bazel, Basel, Bern, Luxemburg, Luxembourg, Kopenhagen, Copenhagen, Aarhus, Stockholm,
Goteborg, Gothenburg, Oslo, Bergen, Helsinki, Reykjavik, Warschau, Warsaw, Warszawa, Krakau, Krakow, Wroclaw, Poznan,
Gdansk, Gdynia, Lodz, Katowice, Lublin, Szczecin, Opole, Praag, Prague, Praha, Brno, Bratislava, Boedapest, Budapest,
Boekarest, Bucharest, Cluj, Timisoara, Iasi, Sofia, Plovdiv, Varna, Belgrado, Belgrade, Zagreb, Sarajevo, Ljubljana,
Skopje, Tirana, Kiev, Kyiv, Lviv, Charkov, Kharkiv, Odessa, Minsk, Moskou, Moscow, Sint-Petersburg, Riga, Vilnius,
Kaunas, Tallinn, Istanbul, Ankara, Izmir, Antalya, Kayseri, Konya, Adana, Casablanca, Rabat, Tanger, Tangier, Fez,
Nador, Al Hoceima, Oujda, Marrakesh, Agadir, Tunis, Algiers, Cairo, Caïro, Alexandrie, Alexandria, Tripoli, Accra,
Kumasi, Lagos, Abuja, Ibadan, Nairobi, Mombasa, Kampala, Kigali, Addis Abeba, Addis Ababa, Asmara, Mogadishu,
Khartoum, Dakar, Bamako, Freetown, Luanda, Kinshasa, Johannesburg, Kaapstad, Cape Town, Pretoria, Durban, Harare,
 Beiroet, Beirut, Damascus, Aleppo, Homs, Amman, Bagdad, Baghdad, Erbil, Teheran, Tehran, Isfahan, Shiraz,
Mashhad, Kabul, Herat, Dubai, Abu Dhabi, Doha, Riyadh, Tel Aviv, Jeruzalem, Jerusalem, Mumbai, Delhi, New Delhi,
Bangalore, Bengaluru, Chennai, Hyderabad, Pune, Kolkata, Ahmedabad, Karachi, Lahore, Islamabad, Dhaka, Colombo,
Kathmandu, Jakarta, Bandung, Surabaya, Yogyakarta, Manila, Singapore, Kuala Lumpur, Bangkok, Hanoi, Ho Chi Minh City,
Hồ Chí Minh City, Saigon, Beijing, Peking, Shanghai, Shenzhen, Guangzhou, Hong Kong, Hongkong, Taipei, Tokyo, Tokio,
Osaka, Seoul, Sydney, Melbourne, Brisbane, Auckland, Wellington, New York, Boston, Washington, Chicago, San Francisco,
Los Angeles, Seattle, Houston, Miami, Toronto, Montreal, Vancouver, Mexico City, Sao Paulo, Rio de Janeiro, Buenos
Aires, Bogota, Lima, Santiago, Caracas, Medellin, Quito, Paramaribo, Nieuw Nickerie, Willemstad, Oranjestad,
Philipsburg, Kralendijk
"""
PLACES = frozenset(unaccented(" ".join(name.split())) for listed in (DUTCH, ABROAD) for name in listed.split(","))


def is_place(text: str) -> bool:
    """Whether a text is the name of a place that is known here, and nothing else."""
    return unaccented(" ".join(text.replace("’", "'").split())) in PLACES
