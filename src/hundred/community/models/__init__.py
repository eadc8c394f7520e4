from hundred.community.models.contribution import Contribution
from hundred.community.models.data_request import DataRequest, Vote
from hundred.community.models.notice import Notice
from hundred.community.models.question import Question
from hundred.community.models.reuse import Picture, Reuse

__all__ = ["Contribution", "DataRequest", "Notice", "Picture", "Question", "Reuse", "Vote"]
