/** What kind of client its metadata make it, and what contradicts that kind (O4, P2, P8). Pure. */
import { fapiProblem, isFapiMetadata, withFapiDefaults } from './fapi_profile.js';
import { nativeAppProblem } from './native_app.js';

type Metadata = Readonly<Record<string, unknown>>;

export type ClientKind = 'partner' | 'app' | 'kiosk' | 'machine' | 'portal';

export function clientKind(metadata: Metadata): ClientKind {
  if (isFapiMetadata(metadata)) return 'partner';
  if (metadata['application_type'] === 'native') return 'app';
  if (metadata['shared_device'] === true) return 'kiosk';
  const { redirect_uris: uris } = metadata;
  return Array.isArray(uris) && uris.length > 0 ? 'portal' : 'machine';
}

/** @returns undefined when all is well */
export function clientProblem(metadata: Metadata): string | undefined {
  return fapiProblem(withFapiDefaults(metadata)) ?? nativeAppProblem(metadata);
}
