from hundred.community.models.contribution import Contribution
from hundred.community.models.data_request import DataRequest, Vote
from hundred.community.models.notice import Notice
from hundred.community.models.question import Question

__all__ = ["Contribution", "DataRequest", "Notice", "Question", "Vote"]
