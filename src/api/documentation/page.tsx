/** The API as a page for people (X1, X2): operations and errors in a few words, without script; the document says the rest. */
import type { VNode } from 'preact';
import { z } from 'zod';
import type { Locale } from '../../domain/realm.js';
import type { PageContent } from '../../http/layout/page.js';
import type { DocumentedRealm } from '../openapi.js';
import type { Operation } from '../operation.js';
import { PROBLEMS } from '../problem.js';
import { API_PREFIX } from '../router.js';
import { text } from './text.js';

export interface DocumentationProps {
  readonly locale: Locale;
  readonly operations: readonly Operation[];
  readonly realms: readonly DocumentedRealm[];
  /** where the API is asked */
  readonly origin: string;
}

export function documentationPage(props: DocumentationProps): PageContent {
  return { title: text[props.locale].title, body: <DocumentationView {...props} /> };
}

function DocumentationView({ locale, operations, realms, origin }: DocumentationProps): VNode {
  const t = text[locale];
  return (
    <>
      <div class="head">
        <h1>{t.title}</h1>
        <p class="muted">{t.intro}</p>
        <p>
          <a class="link" href={`${API_PREFIX}/openapi.json`}>
            {t.document}
          </a>
        </p>
      </div>
      <div class="stack">
        <h2>{t.start}</h2>
        <ol class="list">
          {t.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <h3>{t.tokens}</h3>
        <ul class="list small">
          {realms.map(({ id, issuer }) => (
            <li key={id}>
              <code>{issuer}/token</code>
            </li>
          ))}
          <li>
            <code>
              resource={origin}
              {API_PREFIX}
            </code>
          </li>
        </ul>
      </div>
      <div class="stack">
        <h2>{t.operations}</h2>
        {operations.map((operation) => (
          <OperationView key={operation.id} operation={operation} locale={locale} />
        ))}
      </div>
      <div class="stack">
        <h2>{t.problems}</h2>
        <p>{t.problemsIntro}</p>
        <dl class="facts small">
          {Object.entries(PROBLEMS).map(([code, { status, title }]) => (
            <div key={code} id={`problem-${code}`}>
              <dt>
                {status} <code>{code}</code>
              </dt>
              <dd lang="en">{title}</dd>
            </div>
          ))}
        </dl>
      </div>
    </>
  );
}

function OperationView({ operation, locale }: { readonly operation: Operation; readonly locale: Locale }): VNode {
  const t = text[locale];
  const { id, method, path, scope, title, writes } = operation;
  const members = membersOf(operation);
  return (
    <div id={id}>
      <h3>{title[locale]}</h3>
      <p class="small">
        <code>
          {method} {path}
        </code>
      </p>
      <p class="muted small">
        {t.scope} {scope}
        {writes ? ` · ${t.writes}` : ''}
        {members.length > 0
          ? ` · ${t.members} ${members.map(({ name, isOptional }) => (isOptional ? `${name} (${t.optional})` : name)).join(', ')}`
          : ''}
      </p>
    </div>
  );
}

function membersOf({ body }: Operation): ReadonlyArray<{ readonly name: string; readonly isOptional: boolean }> {
  if (!body) return [];
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' });
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {}).map((name) => ({ name, isOptional: !required.has(name) }));
}
