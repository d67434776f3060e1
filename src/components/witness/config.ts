/** A model's config from its address on this site. Throws a RangeError that says why it did not come. */
export async function configOf(slug: string): Promise<unknown> {
  const home = import.meta.env.BASE_URL.replace(/\/?$/, "/");
  const response = await fetch(`${home}models/${slug}/config.json`);
  if (!response.ok) throw new RangeError(`the model's config was answered with ${response.status}`);
  return response.json();
}
