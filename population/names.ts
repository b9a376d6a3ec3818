/** Family and given names, with the accents, hyphens, apostrophes and particles that real files hold. */

/** Birth names, in capitals as FranceConnect and the civil status write them. */
export const FAMILY_NAMES = list(`
  MARTIN|BERNARD|THOMAS|PETIT|ROBERT|RICHARD|DURAND|DUBOIS|MOREAU|LAURENT|SIMON|MICHEL|LEFÈVRE|LEROY|ROUX
  DAVID|BERTRAND|MOREL|FOURNIER|GIRARD|BONNET|DUPONT|LAMBERT|FONTAINE|ROUSSEAU|VINCENT|MÜLLER|LECLERCQ|FAURE
  ANDRÉ|MERCIER|BLANC|GUÉRIN|BOYER|GARNIER|CHEVALIER|FRANÇOIS|LEGRAND|GAUTHIER|GARCÍA|PERRIN|ROBIN|CLÉMENT
  MORIN|NICOLAS|HENRY|ROUSSEL|MATHIEU|GAUTIER|MASSON|MARCHAND|DUVAL|DENIS|DUMONT|MARIE|LEMAIRE|NOËL|MEYER
  DUFOUR|MEUNIER|BRUN|BLANCHARD|GIRAUD|JOLY|RIVIÈRE|LUCAS|BRUNET|GAILLARD|BARBIER|ARNAUD|MARTÍNEZ|GÉRARD|ROCHE
  RENARD|SCHMITT|ROY|LEROUX|COLIN|VIDAL|CARON|PICARD|AUBERT|LÉVÊQUE|GUYOT|LE GALL|LE GOFF|LE ROUX|DE OLIVEIRA
  DA SILVA|DE LA FUENTE|VAN DEN BROUCKE|D'ALMEIDA|D'ANGELO|L'HÔTE|N'DIAYE|N'GUESSAN|TRAORÉ|DIALLO|COULIBALY
  BENALI|BEN SALAH|EL AMRANI|HADDAD|NGUYỄN|TRẦN|YILMAZ|ÖZTÜRK|KOWALSKI|IONESCU|FERREIRA|PEREIRA|CASANOVA|PAOLI
  SANTINI|HOARAU|PAYET|GRONDIN|BÉLIZAIRE|CÉLESTE|ETCHEVERRY|GARCIA-MOREL|SAINT-JUST|O'BRIEN
`);

export const GIVEN_NAMES_FEMALE = list(`
  Claire|Marie|Camille|Léa|Manon|Chloé|Emma|Inès|Jeanne|Louise|Alice|Zoé|Élise|Hélène|Françoise|Monique
  Catherine|Nathalie|Isabelle|Sylvie|Martine|Brigitte|Aurélie|Céline|Émilie|Amélie|Gaëlle|Maëlys|Noémie|Océane
  Anaïs|Héloïse|Agnès|Thérèse|Solène|Andréa|Fatima|Aïcha|Yasmine|Khadija|Aminata|Fatoumata|Mariam|Thi Lan|Ayşe
  Ana|Joana|Elena|Anne-Laure|Marie-Thérèse|Anne-Sophie|Marie-Claude|Jeanne d'Arc|Marie-France|Lou-Ann
  Dominique|Maxence|Sasha
`);

export const GIVEN_NAMES_MALE = list(`
  Jean|Pierre|Michel|André|Philippe|Alain|Bernard|Jacques|Daniel|Nicolas|Thomas|Lucas|Hugo|Théo|Léo|Raphaël
  Gaël|Joël|Noël|Loïc|Benoît|Jérôme|Frédéric|Stéphane|Sébastien|François|Gérard|Rémi|Clément|Étienne|Éric
  Aurélien|Maël|Côme|Mohamed|Mehdi|Karim|Youssef|Mamadou|Ibrahima|Ousmane|Cheikh|Văn Minh|Mustafa|João|José
  Andrei|Piotr|Jean-Pierre|Jean-François|Pierre-Yves|Jean-Noël|Marc-Antoine|Ange-Toussaint|Dominique|Maxence
  Sasha|Lou
`);

function list(names: string): readonly string[] {
  return names.trim().split(/\s*[|\n]\s*/);
}
