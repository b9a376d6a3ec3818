/** What is about to be created, to be read again before the code is asked for (E1). Pure: values in, a page out. */
import type { VNode } from 'preact';
import { nationalForm } from '../../../domain/contact/telephone.js';
import type { Locale } from '../../../domain/realm.js';
import { Facts } from '../../../http/layout/facts.js';
import { Notice } from '../../../http/layout/notice.js';
import type { PageContent } from '../../../http/layout/page.js';
import { PostForm } from '../../../http/layout/post_form.js';
import { SentenceList } from '../../../http/layout/sentence_list.js';
import { StepIndicator } from '../../../http/layout/step_indicator.js';
import type { CreatedUser, CreateUserOrder } from '../../../services/organisation/administration.js';
import type { JourneyNews } from '../../relying_party/journey.js';
import { ConfirmByCode } from '../confirm_by_code.js';
import { fullName } from '../console.js';
import { type FrameProps, framed } from '../frame.js';
import { text as shared } from '../text.js';
import { text } from './text.js';

export interface ReviewProps {
  readonly frame: FrameProps;
  readonly order: CreateUserOrder;
  /** is the login ours? */
  readonly isSuggested: boolean;
  /** in words */
  readonly rights: readonly string[];
  readonly news: JourneyNews | undefined;
  readonly action: string;
  readonly correctHref: string;
}

export function reviewPage(props: ReviewProps): PageContent {
  const title = text[props.frame.locale].review.title(fullName(props.order));
  return framed(props.frame, { title, body: <ReviewView {...props} title={title} /> });
}

/** As `createUser` will do it. */
export function expectedSending({
  email,
  telephone,
}: Pick<CreateUserOrder, 'email' | 'telephone'>): Pick<CreatedUser, 'passwordBy' | 'activation'> {
  if (email !== null) return { passwordBy: 'email', activation: telephone === null ? 'screen' : 'telephone' };
  if (telephone?.kind === 'mobile') return { passwordBy: 'sms', activation: 'screen' };
  return { passwordBy: 'letter', activation: telephone === null ? 'screen' : 'telephone' };
}

export function ReviewView(props: ReviewProps & { readonly title: string }): VNode {
  const { frame, title, order, news, action, correctHref } = props;
  const { locale } = frame;
  const t = text[locale];
  const { passwordBy, activation } = expectedSending(order);
  return (
    <>
      <div class="head">
        <StepIndicator locale={locale} step={{ current: 2, total: 2 }} />
        <h1>{title}</h1>
      </div>
      {news === undefined ? null : <Notice kind="warning" message={shared[locale].news[news]} />}
      <Facts facts={factsOf(props, locale)} look="pairs" />
      <div class="stack">
        <h2>{t.review.whatFollows}</h2>
        <SentenceList
          sentences={[t.review.invitation[passwordBy], t.review.activation[activation], t.review.replaced]}
        />
      </div>
      <PostForm action={action} csrfToken={frame.csrfToken}>
        <ConfirmByCode locale={locale} backHref={correctHref} backLabel={t.review.correct} />
      </PostForm>
    </>
  );
}

function factsOf(
  { order, isSuggested, rights }: ReviewProps,
  locale: Locale,
): ReadonlyArray<readonly [string, string]> {
  const t = text[locale];
  const { postalAddress: address } = order;
  const withNote = isSuggested ? `${order.login} (${t.review.suggested})` : order.login;
  return [
    [t.givenNames, order.givenNames.join(', ')],
    [t.familyName, order.familyName],
    [t.login, withNote],
    [t.email, order.email ?? t.review.noContact],
    [t.telephone, order.telephone ? inGroups(order.telephone.value) : t.review.noContact],
    ...(address === null
      ? []
      : [[t.line1, [...address.lines, `${address.postcode} ${address.city}`].join(', ')] as const]),
    ...(order.birthdate === null ? [] : [[t.review.birth, order.birthdate.split('-').reverse().join('/')] as const]),
    [t.rights, rights.length === 0 ? t.review.noRight : rights.join(', ')],
    [t.language, t.languages[order.locale]],
  ];
}

/** As people read it out: `05 61 99 00 12`. */
function inGroups(number: string): string {
  return nationalForm(number)?.match(/\d\d/g)?.join('\u00a0') ?? number;
}
