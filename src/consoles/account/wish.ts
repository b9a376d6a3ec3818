/** What happens at « Gérer mon compte » once the person proved themselves: plain data, since it waits on the server. */
export type Wish =
  | {
      readonly kind: 'visit';
      /** the page to show, below the console's address; the home page without it */
      readonly place?: string | undefined;
    }
  | {
      readonly kind: 'change';
      /** name of the concern's `Change` */
      readonly change: string;
      /** the page that asks for it, below the console's address */
      readonly place: string;
      readonly data: Readonly<Record<string, string>>;
    };
