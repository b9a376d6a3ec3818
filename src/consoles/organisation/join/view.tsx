/** Adding somebody who has an account already (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { ErrorSummary } from '../../../http/layout/error_summary.js';
import { Field } from '../../../http/layout/field.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { ConfirmByCode } from '../confirm_by_code.js';
import { text as create } from '../create/text.js';
import { type FrameProps, framed } from '../frame.js';

export interface JoinProps {
  readonly frame: FrameProps;
  readonly familyName: string;
  readonly login: string;
  readonly isMissing: boolean;
  /** why nobody was added, or how a journey ended, in words */
  readonly problem: string | undefined;
  readonly action: string;
  readonly backHref: string;
}

export function joinPage(props: JoinProps): PageContent {
  const { title } = create[props.frame.locale].join;
  return framed(props.frame, { title, hasError: props.isMissing, body: <JoinView {...props} /> });
}

export function JoinView({ frame, familyName, login, isMissing, problem, action, backHref }: JoinProps): VNode {
  const { locale } = frame;
  const t = create[locale].join;
  const isEmpty = { family_name: familyName.trim() === '', login: login.trim() === '' };
  const field = isEmpty.family_name ? 'family_name' : 'login';
  const errorsOf = (id: string) => (isMissing && id === field ? [t.missing] : []);
  const input = { type: 'text', maxlength: 80, spellcheck: false } as const;
  return (
    <>
      <ErrorSummary locale={locale} errors={isMissing ? [{ field, message: t.missing }] : []} />
      <h1>{t.title}</h1>
      {problem === undefined ? null : <Notice kind="warning" message={problem} />}
      <SentenceList sentences={t.what} />
      <PostForm action={action} csrfToken={frame.csrfToken}>
        <Field
          locale={locale}
          id="family_name"
          label={t.familyName}
          errors={errorsOf('family_name')}
          input={{ ...input, value: familyName }}
        />
        <Field
          locale={locale}
          id="login"
          label={t.login}
          errors={errorsOf('login')}
          input={{ ...input, value: login }}
        />
        <ConfirmByCode locale={locale} backHref={backHref} />
      </PostForm>
    </>
  );
}
