/**
 * Colours of each realm's pages, light and dark, as values that a test measures (design: Look; WCAG 2.2 1.4.3, 1.4.11).
 */
import type { RealmTheme } from '../../domain/realm.js';

/** One colour a role, each `#rrggbb`. */
export interface Palette {
  /** text */
  readonly ink: string;
  /** secondary text, 4.5:1 like any other */
  readonly muted: string;
  /** edges of fields and buttons, 3:1 */
  readonly line: string;
  /** separations that carry no meaning, without a required contrast */
  readonly rule: string;
  /** the panel */
  readonly surface: string;
  /** what lies behind the panel and under the footer */
  readonly page: string;
  /** background of notices and of a chosen card */
  readonly soft: string;
  /** primary buttons and links */
  readonly accent: string;
  /** text on `accent` */
  readonly accentInk: string;
  /** the header's band, and the text on it */
  readonly band: string;
  readonly bandInk: string;
  /** the realm's warm colour: the band's edge, its mark, and focus on the band */
  readonly highlight: string;
  /** the focus ring, 3:1 on everything it may lie on */
  readonly focus: string;
  readonly danger: string;
  readonly dangerSoft: string;
  readonly success: string;
  readonly warning: string;
}

export interface Theme {
  readonly name: RealmTheme['name'];
  readonly light: Palette;
  readonly dark: Palette;
}

export const THEMES: Readonly<Record<RealmTheme['name'], Theme>> = {
  allocataires: {
    name: 'allocataires',
    light: {
      ink: '#162039',
      muted: '#4a5570',
      line: '#6d7893',
      rule: '#d7deec',
      surface: '#ffffff',
      page: '#f2f5fb',
      soft: '#edf2fd',
      accent: '#1d439b',
      accentInk: '#ffffff',
      band: '#17357d',
      bandInk: '#ffffff',
      highlight: '#ffc94d',
      focus: '#a34700',
      danger: '#b3201a',
      dangerSoft: '#fdf1ef',
      success: '#17693a',
      warning: '#855000',
    },
    dark: {
      ink: '#edf1fa',
      muted: '#b4bed4',
      line: '#808cab',
      rule: '#2f3a55',
      surface: '#161d2e',
      page: '#0d1320',
      soft: '#202b45',
      accent: '#a3beff',
      accentInk: '#0b1a41',
      band: '#12234f',
      bandInk: '#f3f6fe',
      highlight: '#ffc94d',
      focus: '#ffb366',
      danger: '#ffb1a6',
      dangerSoft: '#361d20',
      success: '#8fdcac',
      warning: '#ffd083',
    },
  },
  employeurs: {
    name: 'employeurs',
    light: {
      ink: '#14272a',
      muted: '#465a5e',
      line: '#687c80',
      rule: '#d8e0dd',
      surface: '#ffffff',
      page: '#f4f5f1',
      soft: '#eaf4f3',
      accent: '#0b5b61',
      accentInk: '#ffffff',
      band: '#0a484d',
      bandInk: '#ffffff',
      highlight: '#e2c58d',
      focus: '#9c4a00',
      danger: '#b3201a',
      dangerSoft: '#fdf1ef',
      success: '#17693a',
      warning: '#7d5200',
    },
    dark: {
      ink: '#ecf3f2',
      muted: '#b1c2c1',
      line: '#7c9192',
      rule: '#2b3d3f',
      surface: '#152224',
      page: '#0c1617',
      soft: '#1d3033',
      accent: '#86d5d5',
      accentInk: '#042a2c',
      band: '#0d3438',
      bandInk: '#f1f8f7',
      highlight: '#e2c58d',
      focus: '#ffb366',
      danger: '#ffb1a6',
      dangerSoft: '#361d20',
      success: '#8fdcac',
      warning: '#ffd083',
    },
  },
};
