/** A canvas that nobody sees, to paint a texture on. A worker has only the first kind, an older browser only the second. */
export type DrawingCanvas = OffscreenCanvas | HTMLCanvasElement;

export function createDrawingCanvas(width: number, height: number): DrawingCanvas {
  if (typeof OffscreenCanvas !== "undefined") return new OffscreenCanvas(width, height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** What both kinds paint with; null where the browser has no more memory for it. */
export function brushOf(canvas: DrawingCanvas): OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D | null {
  return canvas.getContext("2d");
}
