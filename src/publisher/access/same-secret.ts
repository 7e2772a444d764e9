/** Whether two secrets are the same. Both are hashed first, so that it takes the same time whatever was sent. */
export async function sameSecret(left: string, right: string): Promise<boolean> {
  const digest = (text: string) => crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  const [one, other] = (await Promise.all([digest(left), digest(right)])).map((bytes) => new Uint8Array(bytes))
  let difference = 0
  one?.forEach((byte, index) => {
    difference |= byte ^ (other?.[index] ?? 0)
  })
  return difference === 0
}
