/**
 * How many cases of a long property are tried: a quarter at every run, all of them with `npm run test:long`.
 *
 * @param part what a whole is divided by at every run
 */
export function runs(whole: number, part = 4): number {
  return process.env.LONG ? whole : Math.ceil(whole / part)
}
