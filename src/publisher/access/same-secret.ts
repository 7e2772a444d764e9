/** Compares two secrets in constant time: both are hashed first, so the time does not depend on what was sent. */
export async function sameSecret(left: string, right: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const [one, other] = (await Promise.all([digest(left), digest(right)])).map((bytes) => new Uint8Array(bytes))
  let difference = 0
  one?.forEach((byte, index) => {
    difference |= byte ^ (other?.[index] ?? 0)
  })
  return difference === 0
}
