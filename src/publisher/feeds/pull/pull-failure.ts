/**
 * A source that could not be fetched this time. The message is a sentence for whoever set the feed up: it never contains
 * what was sent to the source, or the query of a redirect's address, because either may hold a secret.
 */
export class PullFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PullFailure'
  }
}
