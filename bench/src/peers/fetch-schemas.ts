/** Prints, as JSON, what each subgraph whose address is an argument says of its schema. */
const body = JSON.stringify({ query: '{ _service { sdl } }' });
const schemas = process.argv.slice(2).map(async (url) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  const { data } = (await response.json()) as {
    readonly data: { readonly _service: { readonly sdl: string } };
  };
  return data._service.sdl;
});
process.stdout.write(JSON.stringify(await Promise.all(schemas)));
