/** Where seeded users come from. */
export interface Region {
  readonly locale: string;
  readonly timeZone: string;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

const words = (text: string) => text.split(' ');

/** Eleven first names and thirteen last names have no common divisor: walked together they repeat after 143 users. */
export const regions: readonly Region[] = [
  {
    locale: 'en-GB',
    timeZone: 'Europe/London',
    firstNames: words('Alice Oliver Grace Harry Imogen Jack Poppy Thomas Freya George Isla'),
    lastNames: words(
      'Ashworth Bennett Clarke Davies Ellis Fletcher Hughes Kavanagh Marsh O’Connor Patel Reid Shaw',
    ),
  },
  {
    locale: 'de-DE',
    timeZone: 'Europe/Berlin',
    firstNames: words('Anna Lukas Jürgen Mia Felix Käthe Jonas Lena Emil Sophie Björn'),
    lastNames: words(
      'Bauer Fischer Günther Hoffmann Jäger Köhler Lehmann Müller Neumann Richter Schäfer Vogel Wolf',
    ),
  },
  {
    locale: 'fr-FR',
    timeZone: 'Europe/Paris',
    firstNames: words('Amélie Baptiste Chloé Étienne Hélène Jean-Luc Léa Mathieu Noémie René Zoé'),
    lastNames: words(
      'Bernard Chevalier Dubois Fontaine Girard Lefèvre Marchand Moreau Perrin Rousseau Simon Traoré Vidal',
    ),
  },
  {
    locale: 'pt-BR',
    timeZone: 'America/Sao_Paulo',
    firstNames: words('Ana Bruno Camila Diego Fernanda Gabriel João Larissa Mateus Patrícia Thiago'),
    lastNames: words(
      'Almeida Barbosa Cardoso Ferreira Gonçalves Lima Medeiros Nogueira Oliveira Ribeiro Santos Teixeira Vieira',
    ),
  },
  {
    locale: 'en-IN',
    timeZone: 'Asia/Kolkata',
    firstNames: words('Aarav Aditi Arjun Diya Ishaan Kavya Meera Nikhil Priya Rohan Sanjana'),
    lastNames: words('Agarwal Bhat Chatterjee Desai Gupta Iyer Joshi Kapoor Menon Nair Rao Sharma Verma'),
  },
  {
    locale: 'en-NG',
    timeZone: 'Africa/Lagos',
    firstNames: words('Adaeze Babatunde Chidi Efe Folake Ifeanyi Kelechi Ngozi Obinna Tunde Yewande'),
    lastNames: words(
      'Abiola Adeyemi Balogun Chukwu Danjuma Eze Ibrahim Lawal Nwosu Obi Okonkwo Olawale Uche',
    ),
  },
  {
    locale: 'es-MX',
    timeZone: 'America/Mexico_City',
    firstNames: words('Alejandra Andrés Beatriz Carlos Daniela Emilio Guadalupe José Lucía Raúl Ximena'),
    lastNames: words(
      'Aguilar Castro Delgado Espinoza Flores Gutiérrez Hernández Ibarra López Mendoza Núñez Ortega Peña',
    ),
  },
];
