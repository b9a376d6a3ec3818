/** Which contacts may carry what opens an account anew: a provisional password, a code of a recovery (C3, C4, E1). */

interface Carrier {
  readonly verified: boolean;
  readonly setBy?: 'administrator';
}

/** Not one that an administrator of an organisation set and the person never confirmed: it would be theirs who set it. */
export function mayCarryPassword({ verified, setBy }: Carrier): boolean {
  return verified && setBy === undefined;
}
