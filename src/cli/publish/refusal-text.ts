import { plain } from '../frame/output.ts'

/** The reason for a refused publish, as `check: detail`. A reason without both is shown as it is. */
export function refusalText(refusal: unknown): string {
  if (typeof refusal !== 'object' || refusal === null) return plain(refusal)
  const fields = new Map(Object.entries(refusal))
  const check = fields.get('check') ?? fields.get('rule')
  const words = fields.get('detail') ?? fields.get('hint') ?? fields.get('title') ?? fields.get('reason')
  if (check === undefined && words === undefined) return plain(refusal)
  return [check, words]
    .filter((part) => part !== undefined)
    .map(plain)
    .join(': ')
}
