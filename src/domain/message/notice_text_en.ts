/** The notices in English. */
import { capital, type NoticeText } from './notice_words.js';

const KEEP_IT = 'Give it to nobody, not even to an adviser: we will never ask you for it.';

export const en: NoticeText = {
  passwordChanged: ({ realm }) => ({
    subject: 'your password was changed',
    body: [`The password of your account ${realm} has just been changed.`],
    sms: 'the password of your account was changed.',
  }),
  passwordRecovered: ({ realm, count }) => ({
    subject: 'a new password was chosen',
    body: [
      `A new password has just been chosen for your account ${realm}, without the former one: by “Forgotten password” or with a code received.`,
      'Your devices will have to sign in again.',
      ...(count > 0
        ? [
            'The passkeys and authenticator apps of this account still work. If one is not yours, remove it in “Manage my account”.',
          ]
        : []),
    ],
    sms: 'a new password was chosen for your account.',
  }),
  provisionalPassword: ({ secret, date }) => ({
    subject: 'your provisional password',
    body: [
      `Your provisional password: ${secret}.`,
      `You will choose another one when you first sign in.${date ? ` It is valid until ${date}.` : ''}`,
      KEEP_IT,
    ],
    sms: `provisional password ${secret}, to be replaced when you first sign in${date ? `, valid until ${date}` : ''}. Give it to nobody.`,
  }),
  provisionalPasswordSent: ({ realm, by }) => ({
    subject: 'a provisional password was sent to you',
    body: [
      `A provisional password for your account ${realm} has just been sent${by ? ` ${by}` : ''}.`,
      'Your current password stays valid until the provisional one is used.',
    ],
    sms: `a provisional password was sent${by ? ` ${by}` : ''} for your account.`,
  }),
  provisionalUsed: ({ realm }) => ({
    subject: 'a provisional password has just been used',
    body: [
      `Somebody has just used a provisional password to enter your account ${realm}. The former password no longer works.`,
      'If it is you, choose a new one on the page that is shown.',
    ],
    sms: 'a provisional password has just been used for your account.',
  }),
  passwordExpires: ({ realm, date }) => ({
    subject: date ? `your password expires on ${date}` : 'your password expires soon',
    body: [
      `The password of your account ${realm} expires ${date ? `on ${date}` : 'soon'}.`,
      'You can choose another one now through “Forgotten password”, on the sign-in page. After that date, we will ask you for it when you sign in.',
    ],
    sms: `your password expires ${date ? `on ${date}` : 'soon'}. Choose another one when you sign in.`,
  }),
  passwordExpired: ({ realm }) => ({
    subject: 'your password has expired',
    body: [
      `The password of your account ${realm} has expired.`,
      'Next time you sign in, type it once more: we will then ask you to choose another one.',
    ],
    sms: 'your password has expired. You will choose another one next time you sign in.',
  }),
  campaignInvitation: ({ date }) => ({
    subject: 'choose a new password',
    body: [
      'To protect accounts better, we ask for new passwords.',
      `When you sign in next, we will propose to choose a new one.${date ? ` From ${date} on, it will be asked for.` : ''}`,
    ],
    sms: `choose a new password when you sign in next${date ? `, before ${date}` : ''}.`,
  }),
  contactAdded: ({ realm, masked }) => ({
    subject: 'a contact was added to your account',
    body: [
      `A contact has just been added to your account ${realm}${masked ? `: ${masked}` : ''}. It can receive your codes.`,
    ],
    sms: `contact added to your account${masked ? `: ${masked}` : ''}.`,
  }),
  contactPending: ({ realm, masked, hours }) => ({
    subject: 'a contact will be added to your account',
    body: [
      `An adviser or an administrator asked to add a contact to your account ${realm}${masked ? `: ${masked}` : ''}.`,
      `Unless you refuse it, it will receive your codes ${hours ? `in ${hours}\u00a0hours` : 'in 2\u00a0days'}.`,
    ],
    sms: `contact to be added to your account ${hours ? `in ${hours} h` : 'in 2 days'}${masked ? `: ${masked}` : ''}.`,
  }),
  contactRemoved: ({ realm, masked }) => ({
    subject: 'a contact was removed from your account',
    body: [
      `A contact has just been removed from your account ${realm}${masked ? `: ${masked}` : ''}. It no longer receives your codes.`,
    ],
    sms: `contact removed from your account${masked ? `: ${masked}` : ''}.`,
  }),
  contactGivenBack: ({ realm, masked }) => ({
    subject: 'a contact of your account is no longer blocked',
    body: [
      `A contact of your account ${realm} is no longer blocked${masked ? `: ${masked}` : ''}. It can receive your codes again.`,
    ],
    sms: `a contact is no longer blocked${masked ? `: ${masked}` : ''}.`,
  }),
  codeCardOrdered: ({ realm, by }) => ({
    subject: 'sign-in codes were ordered',
    body: [`Sign-in codes for your account ${realm} have just been ordered${by ? ` ${by}` : ''}.`],
    sms: `sign-in codes ordered for your account${by ? ` ${by}` : ''}.`,
  }),
  deviceNew: ({ realm, browser, portal, moment }) => ({
    subject: 'sign-in from a new device',
    body: [
      `Somebody has just signed in to your account ${realm} from a device we did not know${browser ? `: ${browser}` : ''}${portal ? `, for ${portal}` : ''}${moment ? `, on ${moment}` : ''}.`,
      'If it was you, you have nothing to do.',
    ],
    sms: `sign-in from a new device${browser ? ` (${browser})` : ''}.`,
  }),
  kioskSignIn: ({ realm, portal, place, moment }) => ({
    subject: 'sign-in at a kiosk',
    body: [
      `Somebody has just signed in to your account ${realm} at a public kiosk${portal ? `, “${portal}”` : ''}${place ? `, ${place}` : ''}${moment ? `, on ${moment}` : ''}.`,
      'If it was you, you have nothing to do, and nothing of yours stays at the kiosk once you have pressed “Finish”.',
    ],
    sms: 'sign-in at a public kiosk.',
  }),
  signedOutEverywhere: ({ realm, moment }) => ({
    subject: 'your account is signed out everywhere',
    body: [
      `Every sign-in to your account ${realm} has been ended${moment ? `, on ${moment}` : ''}. A code will be asked for again on each device.`,
      'If it was you, you have nothing to do.',
    ],
    sms: 'your account is signed out everywhere. A code will be asked for again.',
  }),
  linkAdded: ({ realm, upstream, replaced }) => ({
    subject: replaced ? `a new ${upstream} identity opens your account` : `${upstream} now opens your account`,
    body: [
      replaced
        ? `A ${upstream} identity other than the one before has just been linked to your account ${realm}. The former one no longer gives access to it.`
        : `Your ${upstream} identity has just been linked to your account ${realm}. You can now sign in with ${upstream}, without a password.`,
    ],
    sms: replaced ? `a new ${upstream} identity opens your account.` : `${upstream} now opens your account.`,
  }),
  linkRemoved: ({ realm, upstream }) => ({
    subject: `${upstream} no longer opens your account`,
    body: [
      `Your ${upstream} identity is no longer linked to your account ${realm}. To link it again, your password and a code will be needed.`,
    ],
    sms: `${upstream} no longer opens your account.`,
  }),
  appSignedOut: ({ realm, portal, moment, telephone }) => ({
    subject: 'an app was signed out of your account',
    body: [
      `${portal ? `The app ${portal}` : 'An app'} was signed out of your account ${realm}${moment ? `, on ${moment}` : ''}. Its sign-in key came twice: it may have been copied, and opens nothing any more.`,
      'If you have your phone with you, sign in again in the app. Sometimes it is only a fault of the network or of the app.',
      `If your phone is lost or stolen, open “Manage my account” and sign out everywhere, or call ${telephone}.`,
    ],
    sms: `an app was signed out for safety${portal ? ` (${portal})` : ''}. Sign in again.`,
  }),
  codeEntryClosed: ({ realm, telephone }) => ({
    subject: 'code entry is closed on new devices',
    body: [
      `Too many wrong codes were entered for your account ${realm}. For your security, we no longer accept a code from a device we do not know. Nobody got into your account this way.`,
      `To sign in, use a device you have signed in on before, or call ${telephone}.`,
      `It was not you? Somebody knows your password: call ${telephone} to change it.`,
    ],
    sms: 'too many wrong codes. Code entry is closed on new devices. Not you? Change your password.',
  }),
  recoveryClosed: ({ realm }) => ({
    subject: 'codes for a forgotten password are suspended',
    body: [
      `Too many wrong codes were entered to replace the password of your account ${realm}. It has not changed, and you can sign in as usual.`,
      'For your security, we are not sending such codes for now, except to a device you have signed in on before.',
      'If you have really forgotten your password, ask for a provisional one by letter. If it was not you, you have nothing to do.',
    ],
    sms: 'too many wrong codes to change your password. It has not changed. Not you? Nothing to do.',
  }),
  passkeyCloned: ({ realm, telephone }) => ({
    subject: 'a passkey is blocked',
    body: [
      `A passkey (fingerprint or face) of your ${realm} account seems to have been copied. For your security, it no longer lets anybody sign in.`,
      `Sign in with your password and a code, remove it in “Manage my account”, then add another one. If you did not use this passkey, call ${telephone}.`,
    ],
    sms: 'a passkey (fingerprint or face) seems to be copied, it is blocked. Sign in with your password.',
  }),
  contested: ({ realm, isForAgent, telephone }) => ({
    subject: 'somebody answered “It was not me”',
    body: [
      `Somebody answered “It was not me” to a message about your account ${realm}. For your security, all your devices are signed out${isForAgent ? ', and an adviser will call you' : ', and what had just changed is blocked'}.`,
      `Sign in again with your password and a code. If you cannot, call ${telephone}.`,
    ],
    sms: `somebody answered "It was not me". Your devices are signed out${isForAgent ? ', an adviser will call you' : ''}.`,
  }),
  authenticatorAdded: ({ realm }) => ({
    subject: 'an authenticator app was added',
    body: [
      `An authenticator app has just been added to your ${realm} account. Its codes let somebody sign in, with your password.`,
    ],
    sms: 'an authenticator app was added to your account.',
  }),
  authenticatorRemoved: ({ realm }) => ({
    subject: 'an authenticator app was removed',
    body: [
      `An authenticator app has just been removed from your ${realm} account. Its codes no longer let anybody sign in.`,
    ],
    sms: 'an authenticator app was removed from your account.',
  }),
  passkeyAdded: ({ realm, browser }) => ({
    subject: 'a passkey was added',
    body: [
      `A passkey (fingerprint, face or the device’s own code) has just been added to your ${realm} account${browser ? `, from ${browser}` : ''}. It signs in without password or code.`,
    ],
    sms: 'a passkey (fingerprint or face) was added to your account.',
  }),
  passkeyRemoved: ({ realm, browser }) => ({
    subject: 'a passkey was removed',
    body: [
      `A passkey has just been removed from your ${realm} account${browser ? `, from ${browser}` : ''}. It no longer lets anybody sign in.`,
    ],
    sms: 'a passkey was removed from your account.',
  }),
  recoveryCodesRenewed: ({ realm }) => ({
    subject: 'new backup codes were made',
    body: [`New backup codes have just been made for your ${realm} account. The old ones no longer work.`],
    sms: 'new backup codes were made for your account.',
  }),
  dataDownloaded: ({ realm, moment }) => ({
    subject: 'your data was downloaded',
    body: [
      `All that we hold about you for your account ${realm} has just been downloaded${moment ? `, on ${moment}` : ''}.`,
      'If it was you, you have nothing to do.',
    ],
    sms: 'the data of your account was downloaded.',
  }),
  invitation: ({ realm, organisation, login, secret, date }) => ({
    subject: `your access for ${organisation}`,
    body: [
      `An administrator of ${organisation} created an account ${realm} for you.`,
      `Your identifier: ${login}`,
      `Your provisional password: ${secret}`,
      `When you first sign in, you will be asked for a code, by telephone or from your administrator; then you will choose your password.${date ? ` The provisional password is valid until ${date}.` : ''}`,
      KEEP_IT,
    ],
    sms: `identifier ${login}, provisional password ${secret}, to be changed when you first sign in. Give it to nobody.`,
  }),
  rightGranted: ({ realm, organisation, right }) => ({
    subject: 'a right was given to you',
    body: [
      `An administrator of ${organisation} gave you a right in ${realm}${right ? `: “${right}”` : ''}. It holds from your next sign-in on.`,
    ],
    sms: `an administrator of ${organisation} gave you a right.`,
  }),
  rightRevoked: ({ realm, organisation, right }) => ({
    subject: 'a right was taken from you',
    body: [`An administrator of ${organisation} took a right in ${realm} from you${right ? `: “${right}”` : ''}.`],
    sms: `an administrator of ${organisation} took a right from you.`,
  }),
  administratorNamed: ({ realm, organisation }) => ({
    subject: 'you are an administrator',
    body: [`You are now an administrator of ${organisation} in ${realm}: you can create users and give them rights.`],
    sms: `you are an administrator of ${organisation}.`,
  }),
  accessExpires: ({ realm, organisation, date }) => ({
    subject: `your access ends ${date ? `on ${date}` : 'soon'}`,
    body: [
      `Your access to ${realm} for ${organisation} ends ${date ? `on ${date}` : 'soon'}, unless an administrator of your organisation renews it. Ask for it.`,
    ],
    sms: `your access ends ${date ? `on ${date}` : 'soon'}. Ask an administrator of your organisation to renew it.`,
  }),
  accessExpired: ({ realm, organisation }) => ({
    subject: 'your access has expired',
    body: [
      `Your access to ${realm} for ${organisation} has expired. Ask an administrator of your organisation to renew it: your password will stay the same.`,
    ],
    sms: 'your access has expired. Ask an administrator of your organisation to renew it.',
  }),
  accessReviewDue: ({ realm, organisation, count, days }) => ({
    subject: `${count > 1 ? `${count} accesses` : 'one access'} to renew`,
    body: [
      `In ${organisation}, ${count > 1 ? `${count} people lose their access` : 'one person loses their access'} to ${realm}${days ? ` within ${days}\u00a0days` : ' soon'}. Renew those that are still needed in the administration of your organisation.`,
    ],
    sms: `${count > 1 ? `${count} accesses` : 'one access'} to renew${days ? ` within ${days} days` : ''} for ${organisation}.`,
  }),
  membership: {
    joined: ({ realm, organisation }) => ({
      subject: `you have access to ${organisation}`,
      body: [
        `An administrator of ${organisation} added you to the organisation in ${realm}. Your identifier and password do not change.`,
      ],
      sms: `an administrator added you to ${organisation}.`,
    }),
    left: ({ realm, organisation }) => ({
      subject: `you no longer have access to ${organisation}`,
      body: [`An administrator of ${organisation} removed you from the organisation in ${realm}.`],
      sms: `you no longer have access to ${organisation}.`,
    }),
    suspended: ({ realm, organisation }) => ({
      subject: 'your access is suspended',
      body: [`An administrator of ${organisation} suspended your access to ${realm} for this organisation.`],
      sms: `your access for ${organisation} is suspended.`,
    }),
    reactivated: ({ realm, organisation }) => ({
      subject: 'your access is restored',
      body: [`An administrator of ${organisation} restored your access to ${realm}. Your password is the same.`],
      sms: `your access for ${organisation} is restored.`,
    }),
    renewed: ({ realm, organisation }) => ({
      subject: 'your access is renewed',
      body: [
        `Your access to ${realm} for ${organisation} had expired: an administrator renewed it. Your password is the same.`,
      ],
      sms: `your access for ${organisation} is renewed.`,
    }),
    administrator_unnamed: ({ realm, organisation }) => ({
      subject: 'you are no longer an administrator',
      body: [`You are no longer an administrator of ${organisation} in ${realm}. Your service rights stay the same.`],
      sms: `you are no longer an administrator of ${organisation}.`,
    }),
  },
  event: {
    separation: ({ realm }) => ({
      subject: 'your password must be replaced',
      body: [
        `A separation was recorded in your file. To protect you, the password of your account ${realm} no longer works, and your devices are signed out.`,
        'A provisional password is being sent to you.',
      ],
      sms: 'your situation changed: your password no longer works. A provisional password is being sent to you.',
    }),
    mutation: ({ realm }) => ({
      subject: 'your file moves to another Caf',
      body: [
        `Your file is being transferred to another Caf. The password of your account ${realm} no longer works, and your devices are signed out.`,
        'A provisional password is being sent to you.',
      ],
      sms: 'your file moves to another Caf: your password no longer works. A provisional password is being sent.',
    }),
    suspended: ({ realm }) => ({
      subject: 'your account is suspended',
      body: [`Your account ${realm} is suspended: nobody can sign in to it for now.`],
      sms: 'your account is suspended.',
    }),
    reinstated: ({ realm }) => ({
      subject: 'your account is reinstated',
      body: [`Your account ${realm} is reinstated: you can sign in again.`],
      sms: 'your account is reinstated, you can sign in.',
    }),
    death: ({ realm }) => ({
      subject: 'the account is closed',
      body: [`A death was recorded in the file. The account ${realm} is closed: nobody can sign in to it any more.`],
      sms: 'a death was recorded, the account is closed.',
    }),
    closed: ({ realm }) => ({
      subject: 'your account is closed',
      body: [`Your account ${realm} is closed: nobody can sign in to it any more.`],
      sms: 'your account is closed.',
    }),
    unlocked: ({ realm }) => ({
      subject: 'your account is unlocked',
      body: [`Your account ${realm} is unlocked: you can type your password again.`],
      sms: 'your account is unlocked.',
    }),
  },
  several: {
    subject: 'changes to your account',
    intro: (realm) => `This is what has just changed on your account ${realm}.`,
    sms: (all) => `changes to your account. ${all.map(capital).join('. ')}.`,
    count: (count) => `${count} changes to your account.`,
  },
  notMe: {
    ask: 'It was not you? Say so on this page within 7 days: we sign everybody out and block what changed.',
    link: 'It was not me',
    safe: (telephone) => `This page asks for no password and no code. You can also call ${telephone}.`,
    sms: (address, reference) => `Not you? ${address} reference ${reference}`,
    spoken: (reference, telephone) =>
      `It was not you? Call ${telephone}, or type your reference on the page “It was not me”, at the foot of our sign-in pages. Your reference: ${reference}.`,
    again: (reference) => `I repeat: ${reference}.`,
  },
  account: (label) => `Account: ${label}.`,
  accountInSms: (label) => `Account ${label}.`,
  notYou: (telephone) => `This was not your doing? Call ${telephone}.`,
  notYouInSms: (telephone) => `Not you? ${telephone}`,
  help: (telephone) => `A question? Call ${telephone}.`,
  helpInSms: (telephone) => `Help: ${telephone}`,
  signature: (realm) => `${realm} – automatic message, without any link: please do not reply.`,
  signatureWithLink: (realm) => `${realm} – automatic message: please do not reply.`,
  greeting: (realm) => `Hello. A message from ${realm}.`,
  goodbye: 'Goodbye.',
};
