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
  if (length > LARGEST) throw new Error(`The image at ${url.href} is larger than ${LARGEST} bytes.`)
  return await response.blob()
}
