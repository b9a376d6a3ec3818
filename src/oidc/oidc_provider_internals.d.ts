/** The one module of oidc-provider used beyond its documented ones (src/oidc/signing_keys.ts). */
declare module 'oidc-provider/lib/helpers/weak_cache.js' {
  export default function internals(provider: object): unknown;
}
