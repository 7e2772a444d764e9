/**
 * How many cases of a long property are tried: a quarter at every run, all of them with `npm run test:long`.
 */
export function runs(whole: number): number {
  return process.env.LONG ? whole : Math.ceil(whole / 4)
}
