/** The help line and the pages that every page links to (X3; WCAG 2.2 3.2.6: help in the same place everywhere). */
import type { VNode } from 'preact';
import { conformityOf, type Locale, type Realm } from '../../domain/realm.js';
import { Telephone } from './telephone.js';
import { text } from './text.js';

export interface FooterProps {
  readonly locale: Locale;
  readonly realm: Pick<Realm, 'id' | 'help' | 'statements'>;
  /** false: nothing leads away from the page, as at a kiosk (I9) */
  readonly hasLinks?: boolean;
}

export function Footer({ locale, realm, hasLinks = true }: FooterProps): VNode {
  const t = text[locale];
  const about = `/${encodeURIComponent(realm.id)}/about`;
  return (
    <footer>
      <div class="wide">
        <p>
          {t.help} <Telephone number={realm.help.telephone} />, {realm.help.hours[locale]}
        </p>
        {hasLinks ? (
          <nav aria-label={t.footerLinks}>
            <ul>
              <li>
                <a href={`${about}/security`}>{t.security}</a>
              </li>
              <li>
                <a href={`${about}/not-me`}>{t.notMe}</a>
              </li>
              <li>
                <a href={`${about}/code-help`}>{t.codeHelp}</a>
              </li>
              <li>
                <a href={`${about}/helpers`}>{t.helpers}</a>
              </li>
              <li>
                <a href={`${about}/accessibility`}>{t.accessibility[conformityOf(realm.statements)]}</a>
              </li>
              <li>
                <a href={`${about}/personal-data`}>{t.personalData}</a>
              </li>
            </ul>
          </nav>
        ) : null}
      </div>
    </footer>
  );
}
