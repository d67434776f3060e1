addEventListener("message", ({ data, source }) => {
  if (data?.type !== "bytes-per-token:height") return;
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source) frame.height = Number(data.height);
  }
});
