/**
 * `unreachable`: no usable answer (down, slow, cut off, damaged), so a write may or may not have been executed.
 * `refused`: the store answered the whole request with an error. `partial`: one command of several failed, and others
 * may have been executed. `inconsistent`: the answer is impossible, or data keep changing during a read. `lapsed`: a
 * lease was lost. `busy`: somebody else holds the lock.
 */
export type ScheduleErrorKind = 'unreachable' | 'refused' | 'partial' | 'inconsistent' | 'lapsed' | 'busy'

/** An error of the scheduling store. Its text never contains stored values or tokens. */
export class ScheduleError extends Error {
  override readonly name = 'ScheduleError'
  constructor(
    readonly kind: ScheduleErrorKind,
    message: string,
  ) {
    super(message)
  }
}
