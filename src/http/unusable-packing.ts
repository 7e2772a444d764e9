/** Packed bytes that cannot be unpacked, or must not be. The message says why, and what to do. */
export class UnusablePacking extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'UnusablePacking'
  }
}
