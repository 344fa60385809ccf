from django.urls import URLPattern, path

from dure.foundation.messages.views import batches, inbox, outbox

app_name = "messages"
urlpatterns: list[URLPattern] = [
    path("", inbox.inbox, name="inbox"),
    path("<int:message_id>/", inbox.message, name="message"),
    path("<int:message_id>/reply/", inbox.reply, name="reply"),
    path("read-all/", inbox.read_all, name="read_all"),
    path("letters/", batches.batches, name="batches"),
    path("letters/<int:batch_id>/", batches.batch, name="batch"),
    path("letters/mine/<int:draft_id>/", inbox.my_copy, name="my_copy"),
    path("letters/<int:batch_id>/send/", batches.release, name="release"),
    path("letters/<int:batch_id>/drop/", batches.drop, name="drop"),
    path("letters/letter/<int:draft_id>/edit/", batches.edit, name="edit"),
    path("letters/letter/<int:draft_id>/leave-out/", batches.exclude, name="exclude"),
    path("letters/letter/<int:draft_id>/take-in/", batches.include, name="include"),
    path("outbox/", outbox.outbox, name="outbox"),
    path("outbox/<int:outgoing_id>/", outbox.send_again, name="send_again"),
]
