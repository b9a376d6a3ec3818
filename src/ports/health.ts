/** Is something that Poterne stands on there? (O2 readiness) */
export interface HealthProbe {
  readonly name: string;
  /** Resolves when it answers; rejects otherwise. */
  probe(): Promise<void>;
}
