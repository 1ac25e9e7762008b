const LARGEST = 20 * 1024 * 1024

/**
 * Fetches a picture, telling its host neither who asks nor from which page.
 *
 * @throws Error where there is no picture, or a larger one than 20 MB
 */
export async function fetchImage(url: URL, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal })
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok || !type.startsWith('image/'))
    throw new Error(`There is no image at ${url.href}: ${response.status} ${type}`)
  const length = Number(response.headers.get('content-length') ?? 0)
  const tooLarge = new Error(`The image at ${url.href} is larger than ${LARGEST} bytes.`)
  if (length > LARGEST) throw tooLarge
  const blob = await response.blob()
  // Not every host tells the length, and of what is compressed it is another one.
  if (blob.size > LARGEST) throw tooLarge
  return blob
}
