// Photos go up as soon as they are taken or chosen: one tap less with gloves on.
const form = document.querySelector(".site-camera");

if (form) {
  form.classList.add("site-camera-ready");
  form.querySelector("input[type=file]").addEventListener("change", (event) => {
    if (event.target.files.length) form.requestSubmit();
  });
}
