const MAX_BYTES = 20 * 1024 * 1024

/**
 * Fetches an image without credentials and without a referrer, so that its host learns neither the user nor the page.
 *
 * @throws Error if the URL doesn't return an image, or if the image is larger than 20 MiB
 */
export async function fetchImage(url: URL, signal: AbortSignal): Promise<Blob> {
  const response = await fetch(url, { credentials: 'omit', referrerPolicy: 'no-referrer', signal })
  const type = response.headers.get('content-type') ?? ''
  if (!response.ok || !type.startsWith('image/'))
    throw new Error(
      `GET ${url.href} returned ${response.status} with "${type}" instead of an image.`,
    )
  const length = Number(response.headers.get('content-length') ?? 0)
  const tooLarge = new Error(
    `The image at ${url.href} is larger than the limit of ${MAX_BYTES} bytes.`,
  )
  if (length > MAX_BYTES) throw tooLarge
  const blob = await response.blob()
  // Not every host sends the length, and for a compressed response it is the compressed length.
  if (blob.size > MAX_BYTES) throw tooLarge
  return blob
}
