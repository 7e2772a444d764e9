/**
 * `unreachable`: no usable answer (down, slow, cut, garbled), so a write may or may not have happened.
 * `refused`: the store answered the whole request with an error. `partial`: one command of several failed
 * while the others may have happened. `inconsistent`: it answers what cannot be, or keeps
 * changing under the reader. `lapsed`: a lease was lost. `busy`: someone else holds the lock.
 */
export type ScheduleErrorKind = 'unreachable' | 'refused' | 'partial' | 'inconsistent' | 'lapsed' | 'busy'

/** What went wrong with the scheduling store. Its text never holds stored values or tokens. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError'
  constructor(
    readonly kind: ScheduleErrorKind,
    message: string,
  ) {
    super(message)
  }
}
