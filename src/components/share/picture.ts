/** What a drawing takes from the page's styles, which a picture on its own has to bring along. */
const styled = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "opacity",
  "color",
  "display",
  "visibility",
  "font-family",
  "font-size",
  "font-weight",
  "font-style",
  "text-anchor",
];

const namespace = "http://www.w3.org/2000/svg";
const caption = 28;

/** The drawing of a part of the page that is in view, if there is one: the largest, where several are. */
export function drawingOf(id: string): SVGSVGElement | undefined {
  const area = (one: Element) => {
    const { width, height } = one.getBoundingClientRect();
    return width * height;
  };
  return [...(document.getElementById(id)?.querySelectorAll("svg") ?? [])]
    .filter((one) => area(one) > 100 * 60)
    .sort((a, b) => area(b) - area(a))[0];
}

/** A drawing as a file of its own, in the colours it has now, with a line that says where it is from. */
export function asSvg(
  drawing: SVGSVGElement,
  line: string,
): { svg: string; width: number; height: number } {
  const { width, height } = drawing.getBoundingClientRect();
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const originals = [drawing, ...drawing.querySelectorAll<SVGElement>("*")];
  for (const [index, one] of [copy, ...copy.querySelectorAll<SVGElement>("*")].entries()) {
    const original = originals[index]!;
    const now = getComputedStyle(original);
    const around = index === 0 ? undefined : getComputedStyle(original.parentElement!);
    for (const name of styled) {
      one.removeAttribute(name);
      const value = now.getPropertyValue(name);
      const inherited = name !== "opacity" && name !== "display" && around;
      if (!inherited || inherited.getPropertyValue(name) !== value)
        one.style.setProperty(name, value);
    }
  }
  for (const style of copy.querySelectorAll("style")) style.remove();
  const page = getComputedStyle(document.body);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(height));
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("xmlns", namespace);
  svg.setAttribute("width", String(width));
  svg.setAttribute("height", String(height + caption));
  const paper = document.createElementNS(namespace, "rect");
  paper.setAttribute("width", "100%");
  paper.setAttribute("height", "100%");
  paper.setAttribute("fill", page.backgroundColor);
  const words = document.createElementNS(namespace, "text");
  words.setAttribute("x", "8");
  words.setAttribute("y", String(height + caption - 10));
  words.setAttribute("font-size", "11");
  words.setAttribute("font-family", "serif");
  words.setAttribute("fill", page.color);
  words.textContent = line;
  svg.append(paper, copy, words);
  return { svg: new XMLSerializer().serializeToString(svg), width, height: height + caption };
}

/** The same as pixels, two for each of the page's. */
export async function asPng(drawing: SVGSVGElement, line: string): Promise<Blob> {
  const { svg, width, height } = asSvg(drawing, line);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(2 * width);
  canvas.height = Math.round(2 * height);
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
