import { LONGEST_SIDE } from './bounds.ts'

/** JPEG quality, from 0 to 1: the loss is not visible. */
const QUALITY = 0.85

/**
 * Converts an image to a JPEG and scales it down to `LONGEST_SIDE`: every server accepts JPEG, and every
 * browser can write it.
 *
 * @throws the browser's error if it cannot draw the image
 */
export async function toJpeg(image: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(image)
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height))
  const width = Math.max(1, Math.round(bitmap.width * scale))
  const height = Math.max(1, Math.round(bitmap.height * scale))
  const canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d')
  if (!context)
    throw new Error(
      'This browser cannot convert the image: it has no 2D canvas. Attach a smaller PNG, JPEG, GIF or WebP image.',
    )
  // JPEG has no transparency: transparent areas would become black.
  context.fillStyle = 'white'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
  bitmap.close()
  return canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY })
}
